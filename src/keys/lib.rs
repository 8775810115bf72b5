//! Offline tools for code makers and trustees.
