"""The notices and payments of a made-up county: one of each for the classes decided in four weeks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.calendar import add_working_days
from desktop.practice.held import FIRST_WEEK, FUND, Held, Writer, uid


def publish_and_pay(writer: Writer, account: int, second: int) -> None:
    """Write a notice and a payment batch for the classes decided in each four weeks, one order a claim."""
    together: dict[int, list[Held]] = defaultdict(list)
    for one in writer.held:
        together[one.week // 4].append(one)
    for number, (period, classes) in enumerate(sorted(together.items()), 1):
        posted = FIRST_WEEK + timedelta(weeks=4 * period + 8)
        Publication(writer, number, posted, account, second).write(classes)
    writer.write()


@dataclass
class Publication:
    """One notice and the batch that pays it."""

    writer: Writer
    number: int
    posted: date
    account: int
    second: int

    def write(self, classes: list[Held]) -> None:
        """Write the notice with every granted line of the classes, and the batch with an order for each class."""
        w, number = self.writer, self.number
        w.write()
        ends = add_working_days(self.posted, 5)
        closed, paid = add_working_days(ends, 1), add_working_days(ends, 2)
        year = self.posted.year
        w.rows["notice"].add(
            *(number, uid(8, number), f"示〔{year}〕{number:04d}号", "closed"),
            *(f"第{number}批培训补贴公示", "演练县公示栏", 5),
            *(self.posted.isoformat(), ends.isoformat(), closed.isoformat()),
        )
        orders = []
        for one in classes:
            one.notice = number
            granted = w.connection.exec_driver_sql(
                "SELECT id, amount FROM claim_line WHERE claim_id = ? AND amount > 0", (one.id,)
            ).all()
            for line, amount in granted:
                w.rows["notice_line"].add(line, uid(9, line), number, line, line - one.first_line + 1, amount)
                w.rows["paid"].add(one.id, line, amount)
            orders.append((one, sum(amount for _, amount in granted), len(granted)))
        w.rows["batch"].add(
            *(number, uid(10, number), f"付〔{year}〕{number:04d}号", number, "training", FUND, "settled"),
            *(sum(total for _, total, _ in orders), len(orders), paid.isoformat()),
            *(self.account, paid.isoformat(), self.second),
        )
        for place, (one, total, people) in enumerate(orders, 1):
            w.rows["order"].add(
                *(one.id, uid(11, one.id), number, place, "employer" if one.employed else "institution"),
                *(uid(12, one.id), f"收款方{one.id}", "演练县农村商业银行", f"6299{one.id:015d}"),
                *(total, people, "paid", paid.isoformat()),
            )
        w.write()
