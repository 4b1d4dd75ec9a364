"""The one place that reaches into dbt: the gate, the bridge of sync, and the masks' key.

dbt imports every installed module whose name begins with ``dbt_`` and takes the classes in its
``plugins``, so importing this module does no work but naming the class.
"""

from dbt_treaty_plugin.plugin import TreatyPlugin

plugins = [TreatyPlugin]
