"""What a bank's answer to a payment batch may bring (J14)."""

from desktop.intake.reading import Column

BANK_RESULT = (
    Column(
        "name",
        "收款人",
        "payee",
        (
            "收款人名称",
            "收款户名",
            "户名",
            "开户名",
            "银行户名",
            "收款单位",
            "收款人户名",
            "收款方户名",
            "姓名",
            "账户名称",
        ),
        required=True,
        sample="张三",
    ),
    Column(
        "account",
        "收款账号",
        "serial",
        ("账号", "银行账号", "收款人账号", "银行卡号", "卡号", "收款方账号", "收款账户"),
        required=True,
        sample="6228480402564890018",
    ),
    Column(
        "amount",
        "金额",
        "money",
        (
            "交易金额",
            "实发金额",
            "实付金额",
            "发放金额",
            "支付金额",
            "拨付金额",
            "补贴金额",
            "转账金额",
            "成功金额",
            "合计补贴",
        ),
        required=True,
        sample="600.00",
    ),
    Column(
        "result",
        "处理结果",
        "code",
        (
            "交易结果",
            "结果",
            "状态",
            "处理状态",
            "交易状态",
            "发放结果",
            "入账结果",
            "支付结果",
            "发放状态",
            "支付状态",
        ),
        required=True,
        sample="成功",
    ),
    Column(
        "reason",
        "失败原因",
        "text",
        ("原因", "退票原因", "退汇原因", "退回原因", "处理信息", "错误信息", "返回信息", "备注"),
        sample="账号与户名不符",
    ),
    Column(
        "day",
        "处理日期",
        "date",
        ("交易日期", "入账日期", "支付日期", "发放日期", "到账日期", "拨付日期", "日期"),
        sample="2020-07-01",
    ),
)
"""One row is one order of the batch: paid, or returned with the bank's reason.

The account is that of the order, whatever its form: those of enterprises are no card numbers.
"""
