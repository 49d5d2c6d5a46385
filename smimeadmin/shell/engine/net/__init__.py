"""The .NET types of the allow-list that scripts name: one module a topic.

Each module declares types, statics and members through ``types`` and ``members_table`` when it is
imported; ``members_catalogue_static`` names them all.
"""
