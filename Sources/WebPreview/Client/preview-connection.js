// The connection over which the preview tells of builds.

// Browsers open six connections to a server at most, and a stream holds one for good: with a stream in each of six tabs, the
// seventh would never load. So only pages in view listen.
//
// `built` gets what a build has changed. What was missed while nobody listened can't be known, so it then asks for a
// reload. `ended` is called when the preview does not answer any more.
export const listen = (address, { built, ended }) => {
  const patience = 1000;
  let source = null;
  let number = null;
  let wasLost = false;
  let notice;
  let retry;

  const forgetNotice = () => {
    clearTimeout(notice);
    notice = undefined;
  };

  const close = () => {
    source?.close();
    source = null;
    clearTimeout(retry);
    forgetNotice();
  };

  const open = () => {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource(address);
    let next = number;
    source.addEventListener("build", (event) => {
      const build = JSON.parse(event.data);
      forgetNotice();
      // A build is told of again when more is known of it.
      const isMissed = wasLost || (number !== null && build.number !== next && build.number !== number);
      number = build.number;
      next = number + 1;
      wasLost = false;
      built({ ...build, reload: build.reload || isMissed });
    });
    source.addEventListener("error", () => {
      wasLost = true;
      // A page that is being left loses its connection as well; nothing has ended then.
      notice ??= setTimeout(ended, patience);
      if (source.readyState !== EventSource.CLOSED) return;
      // Some browsers give up where others try again by themselves.
      source = null;
      retry = setTimeout(open, 2 * patience);
    });
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") close();
    else open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
};
