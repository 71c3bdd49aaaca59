"""Pictures: taken in many at once, with credit, licence and rights; cut as readers see them; where they are used."""
