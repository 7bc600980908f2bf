"""The EN 16931 model (BT/BG terms) and its readers and writers. Pure: values in, values out."""
