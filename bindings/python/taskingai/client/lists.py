# SPDX-License-Identifier: LGPL-2.1-or-later
def list_options(order, limit, after, before):
    """What all lists of the package take, as the native client's options."""
    if after and before:
        raise ValueError("Only one of after and before can be specified.")
    given = {"order": order, "limit": limit, "after": after, "before": before}
    return {name: value for name, value in given.items() if value is not None}
