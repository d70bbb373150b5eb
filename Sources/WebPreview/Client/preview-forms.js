// Forms that would send something away are shown what they would send instead. The site's own scripts come first: what they
// send by themselves is theirs.

const attribute = (form, submitter, name) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";

addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || attribute(form, submitter, "method").toLowerCase() !== "post") return;
  // Empty where it is the address of the page. Not `form.action`, which may be a field of that name.
  const action = new URL(attribute(form, submitter, "action"), document.baseURI);
  if (action.origin === location.origin) return;

  const address = new URL("form", import.meta.url);
  address.searchParams.set("action", action.href);
  const isMultipart = attribute(form, submitter, "enctype").toLowerCase() === "multipart/form-data";
  const enctype = isMultipart ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const [owner, prefix] = submitter?.hasAttribute("formaction") ? [submitter, "form"] : [form, ""];
  owner.setAttribute(`${prefix}action`, address.href);
  form.setAttribute("enctype", enctype);
  submitter?.removeAttribute("formenctype");
});
