"""RULES: every rule that the workstation knows. Which of them act, where and since when, is data (rules.toml)."""

from desktop.policy import history, lines, living, persons, plans, teaching
from desktop.policy.rule import Rule

RULES: tuple[Rule, ...] = (
    # a filing as a whole
    Rule("territory", "属地管理", "plan", plans.territory),
    Rule("filed_in_time", "先备案后开班", "plan", plans.filed_in_time),
    Rule(
        "type_for_applicant", "申请主体与培训类型", "plan", plans.type_for_applicant, (), ("applicant_types",)
    ),
    Rule("platform_registered", "线上平台在册有效", "plan", plans.platform_registered),
    Rule(
        "platform_capabilities",
        "线上平台功能",
        "plan",
        plans.platform_capabilities,
        ("platform_capabilities",),
    ),
    Rule("institution_registered", "培训机构在册有效", "plan", plans.institution_registered),
    Rule("institution_scope", "培训机构资质范围", "plan", plans.institution_scope),
    Rule(
        "online_share",
        "线上课时占比",
        "plan",
        plans.online_share,
        optional=("online_share_ceiling", "wholly_online_occupations"),
    ),
    Rule("wholly_online", "全程网上培训", "plan", plans.wholly_online, (), ("wholly_online_occupations",)),
    Rule("practice_share", "实操课时占比", "plan", plans.practice_share, ("practice_share_floor",)),
    Rule("minimum_hours", "最低培训课时", "plan", plans.minimum_hours, (), ("minimum_hours",)),
    Rule("planned_people", "计划人数与花名册", "plan", plans.planned_people),
    Rule("health_check", "动态健康认证", "plan", plans.health_check),
    Rule("general_content", "综合性内容", "plan", plans.general_content, ("general_content",)),
    Rule(
        "required_content",
        "指定内容的课时",
        "plan",
        plans.required_content,
        ("required_content", "required_content_hours"),
    ),
    # the class, before and after
    Rule(
        "transfer_enterprise",
        "转岗转业培训的企业范围",
        "case",
        plans.transfer_enterprise,
        ("transfer_enterprises",),
    ),
    Rule("catalogue", "补贴目录", "case", plans.catalogue, (), ("catalogue_occupations",)),
    # a trainee, before and after the class
    Rule("minimum_age", "最低年龄", "person", persons.minimum_age, ("minimum_age",)),
    Rule("retirement", "法定退休年龄", "person", persons.retirement, ("retirement_age",)),
    Rule(
        "worker_retirement",
        "女工人退休年龄",
        "person",
        persons.worker_retirement,
        ("worker_retirement_age", "retirement_age"),
    ),
    Rule("eligible_group", "培训对象范围", "person", persons.eligible_group, ("eligible_groups",)),
    Rule("hire_window", "新录用时限", "person", persons.hire_window, ("hire_window_months",)),
    Rule("employment", "劳动关系", "person", persons.employment, ("employment_proofs",)),
    Rule("de_facto", "事实劳动关系", "person", persons.de_facto),
    Rule("contract_length", "劳动合同期限", "person", persons.contract_length, ("contract_months",)),
    Rule(
        "contract_window",
        "签订合同后参训时限",
        "person",
        persons.contract_window,
        ("contract_window_months",),
    ),
    # a line of a training claim
    Rule("certificate_present", "取得证书", "line", lines.certificate_present),
    Rule("certificate_type", "证书类型", "line", lines.certificate_type, ("certificate_types",)),
    Rule("certificate_level", "证书等级", "line", lines.certificate_level),
    Rule("certificate_date", "发证日期", "line", lines.certificate_date),
    Rule(
        "certificate_window",
        "取证后申请期限",
        "line",
        lines.certificate_window,
        (),
        ("certificate_window_months",),
    ),
    Rule("insured", "参加社会保险", "line", lines.insured, ("insured_months",), lacks=lines.lacks_insurance),
    Rule("attendance", "个人出勤率", "line", lines.attendance, ("attendance_share",)),
    Rule(
        "class_attendance",
        "班级当日出勤率",
        "line",
        lines.class_attendance,
        ("class_attendance_share",),
        lacks=lines.lacks_class_attendance,
    ),
    Rule("practice_place", "实操地点", "line", lines.practice_place, lacks=lines.lacks_places),
    Rule(
        "same_level_once",
        "同一职业同一等级",
        "history",
        history.limit("same_level_limit"),
        ("same_level_limit",),
    ),
    Rule("higher_level", "高等级后低等级", "history", history.higher_level),
    Rule("times_limit", "享受次数", "history", history.limit("times_limit"), ("times_limit",)),
    Rule("programme_once", "同类创业培训", "history", history.limit("programme_limit"), ("programme_limit",)),
    Rule("overlap", "培训时间重叠", "history", history.overlap),
    Rule("exclusive_scheme", "不重复享受", "history", history.exclusive_scheme, ("exclusive_schemes",)),
    Rule(
        "exclusive_fund",
        "同一项目一个资金渠道",
        "history",
        history.exclusive_fund,
        ("exclusive_funds",),
        ("fund_sources",),
    ),
    # a line of an allowance claim
    Rule("allowance_group", "生活费补贴对象", "days", living.allowance_group, ("allowance_groups",)),
    Rule(
        "allowance_evidence", "生活费补贴对象证明", "days", living.allowance_evidence, ("allowance_groups",)
    ),
    Rule("days_outside", "培训期间", "days", living.days_outside, cuts=True),
    Rule("one_day_once", "一人一天一次", "days", living.one_day_once, cuts=True),
    # online teaching at technical schools
    Rule("all_schools", "线上教学全覆盖", "teaching", teaching.all_schools),
    Rule("student_share", "在校学生覆盖率", "teaching", teaching.student_share, ("teaching_student_share",)),
    Rule("class_plan", "一班一案", "teaching", teaching.class_plan),
    Rule("weekday_hours", "每天教学时间", "teaching", teaching.weekday_hours, ("teaching_weekday_hours",)),
)

BY_CODE = {rule.code: rule for rule in RULES}

AMOUNTS = (
    "training_standard",
    "city_factor",
    "city_factor_range",
    "shortage_occupations",
    "shortage_uplift",
    "standard_floor",
    "standard_ceiling",
    "advance_share",
    "allowance_rate",
    "allowance_day_rule",
    "applicable_day",
)
"""The names that the amounts consult, whatever rules act."""

OFFICE = (
    "publicity_days",
    "correction_days",
    "filing_review_days",
    "claim_review_days",
    "retention_years",
    "class_hour_minutes",
    "fund_sources",
    "allowance_fund_sources",
)
"""The names that the steps of the journey consult: clocks, the retention of the ledger, the class hour, the funds."""
