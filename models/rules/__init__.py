"""Pure rules of the office: plain values in, plain values out; no database, no clock, no Flask."""
