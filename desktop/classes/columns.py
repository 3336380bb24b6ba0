"""What the lists of a class may bring: attendance and learning hours (J8), certificates (J8, J13)."""

from dataclasses import replace

from desktop.intake.reading import Column

_NAME = (
    "学员姓名",
    "学生姓名",
    "劳动力姓名",
    "员工姓名",
    "职工姓名",
    "持证人姓名",
    "考生姓名",
    "学员名字",
    "名字",
)
_ID = (
    "18位身份证号",
    "公民身份号码",
    "身份证号码",
    "居民身份证号码",
    "身份证",
    "社会保障号",
    "社会保障号码",
    "社保卡/身份证号",
    "证件号码",
    "证件号",
)

NAME = Column("name", "姓名", "name", _NAME, required=True, sample="张三", longest=100)
ID_NUMBER = Column("id_number", "身份证号", "id_number", _ID, required=True, sample="99990119900506039X")

ATTENDANCE = (
    NAME,
    replace(ID_NUMBER, key=True, masked=True),
    Column(
        "day",
        "日期",
        "date",
        ("培训日期", "上课日期", "考勤日期", "学习日期", "签到日期", "出勤日期"),
        required=True,
        sample="2020-04-01",
        key=True,
    ),
    Column(
        "state",
        "出勤情况",
        "code",
        ("出勤状态", "考勤结果", "考勤状态", "考勤", "出勤", "状态", "签到情况"),
        sample="出勤",
    ),
    Column(
        "online_hours",
        "线上课时",
        "hours",
        ("线上学时", "网络课时", "在线课时", "在线学时", "线上学习课时", "线上学习学时", "线上学习时长"),
        sample="4",
    ),
    Column(
        "offline_hours",
        "线下课时",
        "hours",
        ("线下学时", "面授课时", "实操课时", "实训课时", "线下实训课时"),
        sample="2",
    ),
)
"""One row is one trainee on one day."""

CERTIFICATES = (
    NAME,
    ID_NUMBER,
    Column(
        "certificate_type",
        "证书类型",
        "code",
        ("证书类别", "证书种类", "证书名称"),
        sample="职业技能等级证书",
    ),
    Column(
        "certificate_number",
        "证书编号",
        "serial",
        (
            "证书号",
            "证书号码",
            "结业证书编号",
            "职业资格证书编号",
            "职业技能等级证书编号",
            "技能等级证书编号",
            "等级证书编号",
            "合格证编号",
            "证件编号",
        ),
        required=True,
        sample="Y000134000001204000001",
        key=True,
        longest=60,
    ),
    Column(
        "issued_on",
        "发证日期",
        "date",
        ("发证时间", "证书获取时间", "取证时间", "取证日期", "核发日期", "颁发日期"),
        required=True,
        sample="2020-05-20",
    ),
    Column(
        "issuer",
        "发证单位",
        "text",
        ("发证机构", "颁证机构", "颁发机构", "发证机关", "评价机构", "鉴定机构"),
        sample="某某职业技能评价机构",
    ),
    Column(
        "level",
        "证书等级",
        "level",
        ("等级", "技能等级", "工种等级", "职业(工种)等级", "职业等级", "培训等级", "资格等级", "级别"),
        sample="中级",
    ),
    Column(
        "occupation",
        "职业（工种）",
        "occupation",
        (
            "证书工种名称",
            "职业名称",
            "职业(工种)名称",
            "工种",
            "工种名称",
            "培训工种",
            "培训工种名称",
            "职业",
            "鉴定职业",
        ),
        sample="电工",
    ),
)
"""One row is one certificate of one trainee; a type that is not written is told by the number (numbers.py)."""
