"""The document register: what was issued, who signed it, and which content."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from models import Document, DocumentSignature
from models.acting import Acting, acting_as
from models.document import DocumentState, NotToBeSigned, current_document, next_number
from models.document_signature import Party, SignatureKind
from models.permissions import Role
from seed.demo_documents import seed_documents
from tests.conftest import NOW, Sign
from tests.factories import TODAY, Office
from tests.forms import Desk


def signature(paper: Document, line: int = 0, **values: object) -> DocumentSignature:
    given = {"party": Party.CLIENT, "name": "Ada Beispiel", "kind": SignatureKind.INK}
    given |= {"signed_at": NOW, "document_hash": paper.content_hash, "line": line}
    return DocumentSignature(**{**given, **values})


def test_the_last_signature_closes_the_paper(office: Office) -> None:
    document = office.document()
    document.sign(signature(document, 0))
    assert document.state is DocumentState.ISSUED
    document.sign(signature(document, 1, party=Party.WORKER))
    assert document.state is DocumentState.SIGNED
    with pytest.raises(NotToBeSigned):
        document.sign(signature(document, 2))


def test_what_was_signed_is_this_content_and_no_other(office: Office) -> None:
    document = office.document()
    with pytest.raises(NotToBeSigned, match="changed"):
        document.sign(signature(document, document_hash="0" * 64))


def test_a_line_is_signed_once(office: Office) -> None:
    document = office.document()
    document.sign(signature(document))
    with pytest.raises(NotToBeSigned):
        document.sign(signature(document))
    office.session.commit()
    office.session.add(signature(document, document=document))
    with pytest.raises(IntegrityError):
        office.session.flush()
    office.session.rollback()


def test_a_refusal_is_recorded_and_the_others_may_sign(office: Office) -> None:
    document = office.document()
    document.refuse("möchte erst mit der Tochter sprechen", TODAY)
    document.sign(signature(document, 1, party=Party.WORKER))
    assert (document.state, document.refused_on) == (DocumentState.REFUSED, TODAY)
    with pytest.raises(NotToBeSigned):
        document.refuse("noch einmal", TODAY)


def test_who_signed_cannot_refuse(office: Office) -> None:
    document = office.document()
    document.sign(signature(document))
    with pytest.raises(NotToBeSigned):
        document.refuse("doch nicht", TODAY)


def test_a_document_belongs_to_one_record(office: Office) -> None:
    document, agreement = office.document(), office.goal_agreement()
    with pytest.raises(IntegrityError, match="of_one_record"):
        office.write_past_rules(document, goal_agreement_id=agreement.id)


def test_a_signed_agreement_knows_it(office: Office) -> None:
    agreement = office.goal_agreement()
    talk = office.counselling_session(agreement.person)
    document = office.document(
        talk, session=None, goal_agreement=agreement, number=agreement.document_number
    )
    worker = office.staff().id
    document.sign(signature(document))
    document.give_copy(TODAY, worker)
    office.session.commit()
    after = office.fresh(agreement)
    assert after
    assert (after.signed_client_on, after.signed_worker_on) == (TODAY, None)
    assert after.copy_given_on == TODAY


def test_a_later_issue_has_a_number_of_its_own(office: Office) -> None:
    document = office.document()
    document.state = DocumentState.REPLACED
    office.session.commit()
    assert current_document(document.session, office.session) is None
    assert next_number(document.number, [document]) == f"{document.number}-2"


def test_the_register_is_searched_and_filtered(client_as: Sign, office: Office) -> None:
    one = office.document()
    other = office.document(office.counselling_session(office.person(family_name="Anders")))
    other.state = DocumentState.SIGNED
    office.session.commit()
    desk = Desk(client_as(Role.SOCIAL_WORKER), "document")
    assert desk.found(search=one.number) == [one.id]
    assert desk.found(state="ISSUED") == [one.id]
    assert desk.found(person="anders") == [other.id]


def test_nobody_writes_into_the_register(client_as: Sign, office: Office) -> None:
    document = office.document()
    client = client_as(Role.SOCIAL_WORKER)
    for page in ("new/", f"edit/?id={document.id}", f"delete/?id={document.id}"):
        assert client.get(f"/admin/document/{page}").status_code == 403, page


def test_the_demo_has_papers_in_every_state(app: Flask, office: Office) -> None:
    for number in range(6):
        office.counselling_session(held_on=TODAY - timedelta(days=number), content="Text.")
    office.goal()
    with app.app_context(), acting_as(Acting(now=NOW)):
        for _ in range(2):  # done once, whatever how often it is asked for
            seed_documents(lambda *_: None)
    states = [document.state for document in office.every(Document)]
    assert len(states) == 7
    assert set(states) == set(DocumentState) - {DocumentState.REPLACED}
