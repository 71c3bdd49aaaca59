"""The dialog behind the link button of running text, and what stands where Wagtail shows its tree of all pages."""
