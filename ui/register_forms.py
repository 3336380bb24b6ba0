"""The fields by which an employer, an institution and a platform are entered."""

from ui.days import DateField
from ui.dialogs import Ask
from ui.fields import ChoiceField, FlagField, LongField, ManyField, TextField
from ui.filing_form import choices


def _identity() -> list[Ask]:
    return [
        Ask("name", "名称", TextField(required=True), "营业执照或登记证书上的全称", wide=True),
        Ask(
            "credit_code",
            "信用代码",
            TextField(required=True, longest=18, check=_places),
            "18 位统一社会信用代码",
        ),
        Ask("county", "所属区划", TextField(required=True, longest=6), "六位行政区划代码"),
    ]


def _contact() -> list[Ask]:
    return [
        Ask("contact", "联系人", TextField(longest=60)),
        Ask("phone", "联系电话", TextField(longest=40)),
        Ask("address", "地址", TextField(), wide=True),
    ]


def _account() -> list[Ask]:
    return [
        Ask("account_name", "开户名", TextField(), "与单位名称不一致的须有说明", wide=True),
        Ask("bank", "开户银行", TextField(longest=100)),
        Ask("account", "银行账号", TextField(longest=40)),
    ]


def employer_asks() -> list[Ask]:
    """The fields of an enterprise."""
    flag = Ask("key_enterprise", "重点企业", FlagField("列入重点（困难）企业名单"))
    return [*_identity(), *_contact(), *_account(), flag]


def institution_asks() -> list[Ask]:
    """The fields of a training institution."""
    kind = Ask("kind", "机构类型", ChoiceField([("", "未填"), *choices("institution_kinds")], first=True))
    return [*_identity(), kind, *_contact(), *_account()]


def platform_asks() -> list[Ask]:
    """The fields of an online platform, with the four capabilities for which evidence was seen (J5)."""
    return [
        *_identity(),
        Ask("source", "来源", TextField(required=True), "推荐名单、自建或其他，以及公布的文件", wide=True),
        Ask(
            "capabilities",
            "已具备功能",
            ManyField(choices("capabilities"), columns=4),
            "看到佐证的才勾选",
            wide=True,
        ),
        Ask("evidence", "佐证", LongField(lines=2), wide=True),
        Ask("since", "起始日期", DateField(required=True)),
        Ask("until", "截止日期", DateField()),
        *_contact(),
    ]


def person_asks() -> list[Ask]:
    """The fields of one person; birth date and sex follow from the number."""
    return [
        Ask("id_number", "身份证号", TextField(required=True, longest=18), "出生日期和性别由号码得出"),
        Ask("name", "姓名", TextField(required=True, longest=100)),
        Ask("phone", "联系电话", TextField(longest=20)),
        Ask("education", "文化程度", TextField(longest=40)),
        Ask("household", "户口性质", TextField(longest=40)),
        Ask("address", "住址", TextField(), wide=True),
        Ask("bank", "开户银行", TextField(longest=100)),
        Ask("account", "银行账号", TextField(longest=40)),
    ]


def _places(text: str) -> str:
    return "" if len(text) == 18 else f"应为 18 位，现有 {len(text)} 位。"
