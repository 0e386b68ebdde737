"""Departments' own spreadsheets: described once as a layout, read ever after.

`sheets` reads every cell in the guarded child, `guess` offers a first layout, `preview` paints it,
`apply` reads the figures with it, `match` finds units and indicators by what they are called.
"""
