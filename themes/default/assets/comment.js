// Says of each period (of public comment, of an event, of a certificate) whether it is over. Only the reader's browser knows
// the day: the page itself is the same every day.
{
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const time of document.querySelectorAll("time.deadline")) {
    const [over, ahead, open] = (time.dataset.states ?? "closed|not yet open|open").split("|");
    const isOver = time.dateTime < today;
    const isAhead = time.dataset.from > today;
    const state = document.createElement("span");
    state.className = isOver || isAhead ? "deadline-state" : "deadline-state is-open";
    state.textContent = isOver ? over : isAhead ? ahead : open;
    time.after(" ", state);
  }
}
