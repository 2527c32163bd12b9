"""A resident who asks for a copy, and what a test does with it."""

import io
import zipfile

from tests.make_rights import data_request


class Story:
    """Amina has a case with a note about her and her neighbour Karsten, and asks for a copy."""

    def __init__(self, make):
        self.make = make
        self.here = make.department(name="Birkelunden")
        self.home = make.dwelling(self.here)
        self.maja, self.jonas = make.worker(), make.worker()
        self.case = make.case(self.maja, department=self.here, dwelling=self.home)
        self.amina = make.resident(self.home, name="Amina Yusuf", phone="20304050")
        self.karsten = make.resident(make.dwelling(self.here), name="Karsten Holm")
        self.party = make.party(self.case, self.amina)
        text = "Amina ringede fra 20304050. Naboen hedder Karsten Holm, telefon 45 80 12 34."
        self.note = make.note(self.maja, case=self.case, department=self.here, text=text)
        self.asked = data_request(self.maja, self.amina)
        self.place = f"note-{self.note.id}"

    def page(self, who=None):
        return self.make.client(who or self.maja).get(f"/indsigt/{self.asked.id}").text

    def post(self, who, what, **data):
        return self.make.client(who).post(f"/indsigt/{self.asked.id}/{what}", data=data)

    def approve(self):
        self.post(self.maja, "klar")
        self.post(self.jonas, "godkend")

    def files(self, who=None):
        answer = self.post(who or self.maja, "hent")
        assert (answer.status_code, answer.mimetype) == (200, "application/zip")
        archive = zipfile.ZipFile(io.BytesIO(answer.data))
        return {name: archive.read(name) for name in archive.namelist()}

    def texts(self):
        """Everything in the file that can be read, as one text."""
        return "".join(content.decode() for name, content in self.files().items() if not name.endswith(".jpg"))
