// Says of each period of public comment whether it is over. Only the reader's browser knows the day: the page itself is the
// same every day.
{
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const time of document.querySelectorAll("time.deadline")) {
    const isOver = time.dateTime < today;
    const isAhead = time.dataset.from > today;
    const state = document.createElement("span");
    state.className = isOver || isAhead ? "deadline-state" : "deadline-state is-open";
    state.textContent = isOver ? "closed" : isAhead ? "not yet open" : "open";
    time.after(" ", state);
  }
}
