/* Starts django-allauth's passkey script on the form of this page that asks for one: to add it, or to authenticate by it. */
const form = document.querySelector("form[data-passkey]");
if (form) {
    const deed = form.dataset.passkey;
    const ids = { [deed]: "passkey", credential: form.elements.credential.id, data: "passkey_data" };
    window.allauth.webauthn.forms[`${deed}Form`]({ ids });
}
