// Tells screen readers what the page shows of fields that can't be sent. Browsers check the fields, also without this.
{
  for (const field of document.querySelectorAll(".site-form [data-error]")) {
    const hint = field.getAttribute("aria-describedby");
    const error = document.getElementById(field.dataset.error);

    const tell = () => {
      const isWrong = !field.validity.valid;
      error.classList.toggle("is-shown", isWrong);
      if (isWrong) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", [hint, error.id].filter(Boolean).join(" "));
      } else {
        field.removeAttribute("aria-invalid");
        if (hint) field.setAttribute("aria-describedby", hint);
        else field.removeAttribute("aria-describedby");
      }
    };

    // A field is not called wrong before somebody has left it or has tried to send it.
    let isTold = false;
    field.addEventListener("invalid", () => { isTold = true; tell(); });
    field.addEventListener("change", () => { isTold = true; tell(); });
    field.addEventListener("input", () => { if (isTold) tell(); });
    field.form.addEventListener("reset", () => { isTold = false; error.classList.remove("is-shown"); field.removeAttribute("aria-invalid"); });
  }
}
