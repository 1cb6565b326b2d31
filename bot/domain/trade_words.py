"""What trades and roles are called by those in them and around them."""

from collections.abc import Mapping

# any of these words stands for all of its trade
_TRADES: Mapping[str, str] = {
    "finance": (
        "bank banks banking bank's fintech finance financial payments lender lending credit "
        "investment investments brokerage treasury"
    ),
    "insurance": "insurance insurer insurers insurtech underwriter underwriters",
    "health care": (
        "hospital hospitals clinic clinics clinical healthcare health nursing ward wards "
        "medical medicine physician pharmacy pharmacies biotech biotechnology pharma "
        "pharmaceutical"
    ),
    "the public sector": (
        "government governmental ministry ministries council councils municipal municipality "
        "county federal civic agency agencies department public"
    ),
    "retail": (
        "retail retailer retailers shop shops store stores supermarket ecommerce e-commerce "
        "webshop grocer grocery fashion footwear"
    ),
    "manufacturing": (
        "manufacturing manufacturer manufacturers factory factories machinery assembly "
        "automotive plant plants industrial engineering"
    ),
    "logistics": (
        "logistics freight shipping shipper haulage trucking carrier carriers courier "
        "warehousing ports port delivery transport transportation rail railway"
    ),
    "food": (
        "food dairy bakery bakeries brewery brewer meat catering restaurant restaurants "
        "kitchen beverage farm farming farms agriculture agricultural"
    ),
    "construction": (
        "construction builder builders contractor contractors building architects roofing"
    ),
    "energy": "energy utility utilities power electricity gas water solar wind grid",
    "telecommunications": "telecom telecoms telco telecommunications broadband mobile",
    "education": (
        "school schools university universities college colleges education edtech teaching"
    ),
    "software": ("software saas developers developer open-source cloud platform internet it"),
    "media": ("media publisher publishing newspaper newsroom broadcaster broadcasting streaming"),
    "hospitality": "hotel hotels hospitality tourism travel airline airlines",
    "charities": "charity charities nonprofit ngo ngos foundation volunteers volunteer",
    "law": "law legal lawyers attorneys court courts",
    "housing": "housing property landlord landlords tenants estate",
}
TRADE_OF = {word: trade for trade, names in _TRADES.items() for word in names.split()}

# They belong to a trade, but in a question more often speak of the matter than of who asks.
_DOUBTFUL = (
    "it public building plant plants power water port ports delivery platform cloud "
    "engineering store stores court health mobile department agency property finance credit "
    "treasury kitchen developer developers assembly legal transport shipping law estate "
    "internet carrier travel streaming"
)
DOUBTFUL = frozenset(_DOUBTFUL.split())

_ROLES = (
    "controller accountant buyer planner engineer nurse doctor teacher lawyer auditor founder "
    "owner dispatcher foreman cfo ceo cto coo cio hr procurement treasurer registrar "
    "librarian pharmacist technician scheduler architect surveyor curator chef"
)
ROLES = frozenset(_ROLES.split())
