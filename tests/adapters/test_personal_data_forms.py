"""Names of people in many forms, and what only looks like one."""

import pytest

from bot.adapters.readers.lexicon_personal_data import LexiconPersonalData

FINDER = LexiconPersonalData()

FOUND = [
    ("Oluwaseun Adebayo ran the night shift.", ["Oluwaseun Adebayo"]),
    ("We asked Thandiwe Nkosi to count.", ["Thandiwe Nkosi"]),
    (
        "Siobhán Ní Bhriain kept the list; Siobhán wrote it by hand.",
        ["Siobhán Ní Bhriain", "Siobhán"],
    ),
    ("Nguyễn Thị Hoa signed it.", ["Nguyễn Thị Hoa"]),
    ("Min-jun Park and Seo-yeon Choi disagreed.", ["Min-jun Park", "Seo-yeon Choi"]),
    ("Li Wei ran the plant.", ["Li Wei"]),
    ("Wei Zhang, who ran purchasing, refused.", ["Wei Zhang"]),
    ("Then Ayumi spoke up.", ["Ayumi"]),
    ("Bjørn Håkonsen walked out.", ["Bjørn Håkonsen"]),
    ("Maria-Luisa dos Santos left in May.", ["Maria-Luisa dos Santos"]),
    ("Ahmed el-Sayed and Fatima bint Rashid met us.", ["Ahmed el-Sayed", "Fatima bint Rashid"]),
    ("J.P. Morel counted the boxes.", ["J.P. Morel"]),
    ("A. Kowalczyk wrote the memo.", ["A. Kowalczyk"]),
    ("the memo by T. Brandt said so", ["T. Brandt"]),
    ("Prof. Dr. Ilse Brandauer came twice.", ["Ilse Brandauer"]),
    ("Mrs. O'Malley-Jones complained.", ["O'Malley-Jones"]),
    ("Herr Vogel hat nichts gesagt.", ["Vogel"]),
    ("Sra. Quiroga asked.", ["Quiroga"]),
    ("spoke to maria about it, dave was off", ["maria", "dave"]),
    ("hey priya, can you check w/ tomasz?", ["priya", "tomasz"]),
    ("pinged sanjay, no answer. jenny says fri", ["sanjay", "jenny"]),
    ("Will said no. Grace agreed with Will.", ["Will", "Grace", "Will"]),
    ("Mark, the shift lead, hated it.", ["Mark"]),
    ("Rose from accounts and Jack from stores shared a list.", ["Rose", "Jack"]),
    ("We talked to Faith. Hope was against it.", ["Faith"]),
    ("Best,\nHolly", ["Holly"]),
    ("Kind regards,\nMarkus Steinhauer\nHead of Logistics", ["Markus Steinhauer"]),
    ("Thanks\n\nT. Obuya\nPlant manager", ["T. Obuya"]),
    ("Summer, our planner, and Dawn, the buyer, had two lists.", ["Summer", "Dawn"]),
    ("Tell Gwendolyn Achterberg (QA) first.", ["Gwendolyn Achterberg"]),
    ("The quality lead - Hedvig Lindgren - had a box.", ["Hedvig Lindgren"]),
    ("Ingeborg had run payroll for 31 years.", ["Ingeborg"]),
    ("His successor Zbyněk Dvořák threw it away.", ["Zbyněk Dvořák"]),
    ("Interview with Nomvula Dlamini, 12 May.", ["Nomvula Dlamini"]),
    ("Tunde's spreadsheet had nine tabs. Tunde left in June.", ["Tunde", "Tunde"]),
    ("“Nobody looked,” says Ottilie.", ["Ottilie"]),
    (
        "Mail kenji.o (at) firm.example or jo at firm dot example",
        ["kenji.o (at) firm.example", "jo at firm dot example"],
    ),
    (
        "Reach Annelies on annelies.v@plant-nine.example, +31 6 1234 5678.",
        ["Annelies", "annelies.v@plant-nine.example", "+31 6 1234 5678"],
    ),
    ("Mobile 0171 2345678, desk 030/1234567.", ["0171 2345678", "030/1234567"]),
    ("Phone: 555-0142 (mornings).", ["555-0142"]),
    ("call me at 415.555.0172", ["415.555.0172"]),
    ("ring 07700 900123 after six", ["07700 900123"]),
    ("WhatsApp +91 98765 43210", ["+91 98765 43210"]),
    ("Tel +971 4 123 4567 or +65 6123 4567", ["+971 4 123 4567", "+65 6123 4567"]),
    ("Tel. +1 (555) 010-0199 ext. 12", ["+1 (555) 010-0199 ext. 12"]),
    ("her number is 06 12 34 56 78", ["06 12 34 56 78"]),
    ("Phone 0800 555 0199", ["0800 555 0199"]),
    ("mob: 9876543210", ["9876543210"]),
    ("Dolores Quintanilla-Reyes kept both sheets.", ["Dolores Quintanilla-Reyes"]),
    ("A colleague named Bartholomew fixed it.", ["Bartholomew"]),
    ("Everyone calls her Trixie; Trixie hates it.", ["Trixie", "Trixie"]),
    ("(ask for Delphine)", ["Delphine"]),
    ("cc: Rupert Ashdown; Ines Calheiros", ["Rupert Ashdown", "Ines Calheiros"]),
    (
        "From: Saoirse Gallagher <s.gallagher@dock.example>",
        ["Saoirse Gallagher", "s.gallagher@dock.example"],
    ),
    ("Attendees: Yusuf, Lotte, Bram", ["Yusuf", "Lotte", "Bram"]),
    ("Yusuf (planning): we never asked.", ["Yusuf"]),
    ("MARIA LOPEZ, PLANT MANAGER", ["MARIA LOPEZ"]),
    ("Notes by P. Venkataraman", ["P. Venkataraman"]),
    ("Sir Alistair Pemberton-Hughes chaired it.", ["Alistair Pemberton-Hughes"]),
    ("The chair, Lady Araminta Finch, objected.", ["Araminta Finch"]),
    ("Our driver Kev and the nurse Abena swapped lists.", ["Kev", "Abena"]),
    ("Agnieszka's boss, Mr Wiśniewski, said yes.", ["Agnieszka", "Wiśniewski"]),
    ("Xiomara and Leilani ran the desk.", ["Xiomara", "Leilani"]),
    ("Ask Suki or Teo.", ["Suki", "Teo"]),
    ("Dr. Chukwuemeka Obi runs the ward; Dr. Obi signs.", ["Chukwuemeka Obi", "Obi"]),
    ("Harriet, Nell and Ozan were in the room.", ["Harriet", "Nell", "Ozan"]),
    (
        "Operations head Marguerite Delacroix-Fontaine asked twice.",
        ["Marguerite Delacroix-Fontaine"],
    ),
    (
        "Contact: Rafaela Monteiro, rafaela@quay.example, 020 7946 0011",
        ["Rafaela Monteiro", "rafaela@quay.example", "020 7946 0011"],
    ),
    ("In the end Petronella, who packs, found it.", ["Petronella"]),
    ("Hiroshi-san said that it was fine.", ["Hiroshi"]),
    ("Abu Bakr Siddiqui owns the list.", ["Abu Bakr Siddiqui"]),
    ("It was Winnifred Oduya who noticed.", ["Winnifred Oduya"]),
    (
        "Brennan Tull had been told by Skyler Voss that it was done.",
        ["Brennan Tull", "Skyler Voss"],
    ),
]

NOBODY = [
    "Bramble Dairy and Kestrel Foods merged in June.",
    "The Harwick plant is near Ostrava; Lublin ships on Mondays.",
    "Order 4500123456 and ticket 88-201-334 were closed.",
    "We used Jira, Miro, Trello, Notion, Asana and Monday.",
    "Alder Brook Foods asked Marlin Partners.",
    "Will you grant access? Mark the box and bill the client. Hope is no plan.",
    "Invoice 2024-0012345 of 12.03.2024, 1.234.567,89 euros.",
    "IBAN DE89 3704 0044 0532 0130 00, part no. 0171-2345.",
    "the rose garden, jack screws, a grace period, mark ups, sue them, bob the float",
    "pat on the back, drew a line, rob the bank, frank talk",
    "may and april were slow; chase the supplier; dean of the faculty; an art",
    "victor charlie bravo; a jack of all trades; ray of light",
    "Plant Manager, Quality Lead and Shift Supervisor met.",
    "Hartwell & Sons, Okafor Logistics Ltd and Lindqvist AB bid.",
    "The Okafor Group and Lindqvist Bakery joined.",
    "Dear Sir or Madam,",
    "The St. Gallen site and the San Diego office closed.",
    "From 2019 to 2023, 12 500 units; 30 000 000 rows; 10.0.0.12; 555 people.",
    "ask finance; tell sales; said ops",
    "Project Phoenix and Project Iris ran late.",
    "Operation Lena was the code name of nothing.",
    "He was at work at nine dot sharp",
    "meet at firm level, at dot com prices",
    "Black Friday, Boxing Day, Good Friday and Diwali were the peaks.",
    "Milan, Florence, Adelaide and Charlotte are depots.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_people_are_found_in_whatever_form_they_are_written(text, expected):
    assert [found.text for found in FINDER.find(text)] == expected


@pytest.mark.parametrize("text", NOBODY)
def test_what_only_looks_like_a_name_or_a_number_is_left_alone(text):
    assert FINDER.find(text) == []
