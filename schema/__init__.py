"""What there is: kinds, links, dates, records, problems, shapes, rules and the language their tests are written in."""
