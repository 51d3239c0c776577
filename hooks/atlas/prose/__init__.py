"""Articles: what is put into them, and what must hold of them.

1. `embed` finds `[[id#fact]]` and `<!-- atlas: view -->`, makes holes for them, and fills the holes after Markdown;
2. `names` and `options` say what may be named there;
3. `byhand`, `shape` and `freshness` are rules: figures the registry holds, ids and titles, translations left behind;
4. `terms` gives the first use of a glossary term its definition;
5. `check` asks all rules about all articles.
"""
