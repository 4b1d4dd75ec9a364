"""Mutations of masks: promised and not applied, applied and not promised, or none at all."""

from __future__ import annotations

from mutation import Edit, Mutation

SHOPPER_EMAIL = "{{ dbt_treaty.mask('email_lower', 'tokenize') }} as email_token"
MEMBER_EMAIL = "{{ dbt_treaty.mask('member_email', 'tokenize') }} as email_token"
IDENTITIES = "models/customer/derived/customer_identities.sql"
CUSTOMER_DIM_CONTRACT = "contracts/customer/product/customer_dim.contract.yaml"

MASKS = (
    Mutation(
        "a hash declared but not applied",
        "mesh",
        (Edit(IDENTITIES, SHOPPER_EMAIL, "email_lower as email_token"),),
        frozenset({"mask-not-applied"}),
        (
            Edit(
                IDENTITIES, SHOPPER_EMAIL, SHOPPER_EMAIL.replace("email_lower", "trim(email_lower)")
            ),
        ),
        "",
    ),
    Mutation(
        "a union whose second arm leaks",
        "mesh",
        (Edit(IDENTITIES, MEMBER_EMAIL, "member_email as email_token"),),
        frozenset({"mask-not-applied"}),
        (Edit(IDENTITIES, "union all", "union"),),
        "",
    ),
    Mutation(
        "coalesce(hash, raw)",
        "mesh",
        (
            Edit(
                IDENTITIES,
                SHOPPER_EMAIL,
                "coalesce({{ dbt_treaty.mask('email_lower', 'tokenize') }}, email_lower) "
                "as email_token",
            ),
        ),
        frozenset({"mask-not-applied"}),
        (
            Edit(
                IDENTITIES,
                SHOPPER_EMAIL,
                "coalesce({{ dbt_treaty.mask('email_lower', 'tokenize') }}, "
                "{{ dbt_treaty.mask('user_id', 'tokenize') }}) as email_token",
            ),
        ),
        "In the twin every way to the column passes a mask.",
    ),
    Mutation(
        "a hash that is no approved mask",
        "mesh",
        (Edit(IDENTITIES, "{{ dbt_treaty.mask('phone_e164', 'tokenize') }}", "md5(phone_e164)"),),
        frozenset({"mask-not-applied"}),
        (
            Edit(
                IDENTITIES,
                "{{ dbt_treaty.mask('phone_e164', 'tokenize') }}",
                "{{ dbt_treaty.mask('md5(phone_e164)', 'tokenize') }}",
            ),
        ),
        "",
    ),
    Mutation(
        "a contract that promises no mask",
        "mesh",
        (
            Edit(
                CUSTOMER_DIM_CONTRACT,
                '    mask: tokenize\n    description: "Phone',
                '    description: "Phone',
            ),
        ),
        frozenset({"pii-unmasked"}),
        (
            Edit(
                CUSTOMER_DIM_CONTRACT,
                '    mask: tokenize\n    description: "Phone',
                '    mask: "tokenize"\n    description: "Phone',
            ),
        ),
        "The value is masked, but nobody who reads the contract can know it.",
        sync=True,
    ),
    Mutation(
        "a mask outside the approved list",
        "mesh",
        (Edit(CUSTOMER_DIM_CONTRACT, "mask: sha256", "mask: rot13"),),
        frozenset({"unsupported-mask"}),
        (Edit(CUSTOMER_DIM_CONTRACT, "mask: sha256", "mask: 'sha256'"),),
        "",
        sync=True,
    ),
    Mutation(
        "a mask left out in a repository of its own",
        "loyalty",
        (
            Edit(
                "models/derived/member_orders.sql",
                "{{ dbt_treaty.mask('member_email', 'tokenize') }}",
                "member_email",
            ),
        ),
        frozenset({"mask-not-applied"}),
        (
            Edit(
                "models/derived/member_orders.sql",
                "{{ dbt_treaty.mask('member_email', 'tokenize') }}",
                "{{ dbt_treaty.mask('lower(member_email)', 'tokenize') }}",
            ),
        ),
        "",
    ),
)
