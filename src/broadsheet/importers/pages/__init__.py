"""Stories out of saved web pages: one page by itself (`extract_page`), or a whole site (`read_site`)."""
