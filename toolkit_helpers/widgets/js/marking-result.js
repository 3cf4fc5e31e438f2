// What marking returns: a state, messages, and how many decisions of how many were right, with their share.

export const result = (state, messages, right = null, all = null) =>
  ({ state, score: all && right / all, judged: all && [right, all], messages: messages.filter(Boolean) });

export const scored = (right, all, messages) =>
  result(right === all ? "right" : right ? "partly" : "wrong", messages, right, all);

/** Complete unless something is at fault; remarks follow in either case. */
export const completed = (faults, remarks = []) =>
  result(faults.some(Boolean) ? "incomplete" : "complete", [...faults, ...remarks]);

export const message = (text, tone = "hint", about = "") => ({ about, tone, text });

export const unanswered = (hint) => result("unanswered", [hint]);
