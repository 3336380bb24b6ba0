"""What the exports of a learning platform may bring (J5, J8, J9): one list for each of its functions."""

from dataclasses import replace

from desktop.classes import columns
from desktop.intake.reading import Column

ID_NUMBER = replace(columns.ID_NUMBER, masked=True, instead=("phone",))
NAME = replace(columns.NAME, synonyms=(*columns.NAME.synonyms, "用户姓名", "真实姓名", "学员", "学生"))
DAY = Column(
    "day",
    "日期",
    "date",
    ("学习日期", "签到日期", "上课日期", "培训日期", "考勤日期", "打卡日期"),
    sample="2020-04-01",
)
COURSE = Column(
    "course",
    "课程名称",
    "text",
    ("课程", "章节", "章节名称", "课件名称", "课件", "学习内容", "视频名称", "课程标题", "培训课程"),
    sample="安全生产法律法规",
)
DEVICE = Column(
    "device",
    "设备",
    "text",
    (
        "设备号",
        "设备编号",
        "设备标识",
        "终端",
        "终端类型",
        "设备类型",
        "登录设备",
        "学习设备",
        "设备信息",
        "手机型号",
    ),
    sample="Android",
    longest=100,
)
IP = Column(
    "ip", "IP地址", "text", ("IP", "登录IP", "学习IP", "网络地址", "签到IP"), sample="192.0.2.15", longest=45
)
PHONE = Column(
    "phone",
    "联系电话",
    "text",
    ("手机号码", "手机号", "手机", "移动电话", "注册手机号", "绑定手机", "学员手机号"),
    sample="13800000000",
)
"""By it a platform names people whose citizen number it does not export; it is held against the class's people."""

REGISTRATION = (
    NAME,
    ID_NUMBER,
    Column(
        "login",
        "平台账号",
        "text",
        ("账号", "用户名", "学习账号", "用户账号", "登录名", "登录账号", "学号", "用户编号"),
        sample="13800000000",
        longest=100,
    ),
    Column(
        "registered_at",
        "注册时间",
        "moment",
        ("注册日期", "实名时间", "实名认证时间", "认证时间", "创建时间", "开通时间", "报名时间"),
        sample="2020-03-16 08:30:00",
    ),
    replace(PHONE, kind="phone"),
    Column(
        "verified",
        "实名状态",
        "text",
        ("实名认证", "认证状态", "是否实名", "实名认证状态", "人脸认证", "认证方式"),
        sample="已实名",
        longest=40,
    ),
    DEVICE,
    IP,
)
"""One row is one account of a trainee."""

SIGN_IN = (
    NAME,
    ID_NUMBER,
    DAY,
    Column(
        "at",
        "签到时间",
        "moment",
        (
            "签到",
            "打卡时间",
            "考勤时间",
            "上课签到时间",
            "登录时间",
            "签到打卡时间",
            "时间",
            "记录时间",
            "操作时间",
        ),
        required=True,
        sample="2020-04-01 08:25:31",
    ),
    Column(
        "out_at",
        "签退时间",
        "moment",
        ("签退", "下课签退时间", "退出时间", "登出时间", "离开时间"),
        sample="2020-04-01 11:32:05",
    ),
    Column(
        "action",
        "签到类型",
        "code",
        ("打卡类型", "考勤类型", "操作类型", "操作", "类型", "动作"),
        sample="签到",
    ),
    COURSE,
    DEVICE,
    IP,
    PHONE,
)
"""One row is one signing in, one signing out, or both together."""

SESSIONS = (
    NAME,
    ID_NUMBER,
    DAY,
    Column(
        "started_at",
        "开始时间",
        "moment",
        (
            "学习开始时间",
            "开始学习时间",
            "进入时间",
            "进入课程时间",
            "起始时间",
            "上课时间",
            "登录时间",
            "观看开始时间",
            "start_time",
        ),
        required=True,
        sample="2020-04-01 08:30:00",
        lacking=(
            "只有每天合计时长的导出看不出重叠和挂机，请在平台上导出写明每次起止时间的学习明细；"
            "没有明细的，请把每天的课时作为考勤表导入。"
        ),
    ),
    Column(
        "ended_at",
        "结束时间",
        "moment",
        (
            "学习结束时间",
            "结束学习时间",
            "退出时间",
            "离开课程时间",
            "终止时间",
            "下课时间",
            "登出时间",
            "观看结束时间",
            "end_time",
        ),
        sample="2020-04-01 10:05:00",
    ),
    Column(
        "seconds",
        "学习时长",
        "length",
        (
            "时长",
            "有效时长",
            "观看时长",
            "在线时长",
            "有效学习时长",
            "学习时间长度",
            "累计时长",
            "累计学习时长",
            "播放时长",
            "学习课时",
            "学习学时",
            "有效学时",
            "获得学时",
            "完成学时",
        ),
        sample="95",
    ),
    COURSE,
    DEVICE,
    IP,
    PHONE,
)
"""One row is one stretch of learning."""

TESTS = (
    NAME,
    ID_NUMBER,
    Column(
        "title",
        "测试名称",
        "text",
        ("试卷名称", "考试名称", "测验名称", "试卷", "考试科目", "课程名称", "科目"),
        sample="结业测试",
    ),
    Column(
        "taken_at",
        "测试时间",
        "moment",
        ("考试时间", "交卷时间", "答题时间", "提交时间", "测验时间", "完成时间", "开始时间"),
        required=True,
        sample="2020-04-10 15:00:00",
    ),
    Column("score", "成绩", "score", ("得分", "分数", "测试成绩", "考试成绩", "总分", "最高分"), sample="86"),
    Column(
        "passed",
        "是否合格",
        "code",
        ("结果", "测试结果", "考试结果", "考核结果", "是否通过", "评定成绩"),
        sample="合格",
    ),
    PHONE,
)
"""One row is one test that a trainee sat."""

INTERACTION = (
    NAME,
    ID_NUMBER,
    DAY,
    Column(
        "at",
        "互动时间",
        "moment",
        ("提问时间", "发言时间", "答疑时间", "回复时间", "提交时间", "时间", "发布时间"),
        required=True,
        sample="2020-04-02 09:12:00",
    ),
    Column("form", "互动类型", "text", ("互动形式", "类型", "互动方式", "形式"), sample="提问", longest=40),
    COURSE,
    Column(
        "content",
        "互动内容",
        "text",
        ("内容", "提问内容", "发言内容", "问题", "问题内容", "回复内容", "答疑内容"),
        sample="灭火器多久检查一次？",
        longest=500,
    ),
    PHONE,
)
"""One row is one question, answer or live interaction."""

LEARNING = {
    "registration": REGISTRATION,
    "sign_in": SIGN_IN,
    "sessions": SESSIONS,
    "tests": TESTS,
    "interaction": INTERACTION,
}
"""The lists by the kind under which they are taken in."""
