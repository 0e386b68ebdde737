"""The floor: a bare app of two pages in the same framework, with one small chart on each."""

import streamlit as st

st.set_page_config(page_title="Floor", layout="wide")
pages = [
    st.Page("pages/bare/first.py", title="First", url_path="first", default=True),
    st.Page("pages/bare/second.py", title="Second", url_path="second"),
]
st.navigation(pages).run()
