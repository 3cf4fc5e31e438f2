// What marking returns: a state, messages, and how many decisions of how many were right, with their share.

export function result(state, messages, right = null, all = null) {
  return { state, score: all && right / all, judged: all && [right, all], messages };
}

export function scored(right, all, messages) {
  return result(right === all ? "right" : right ? "partly" : "wrong", messages, right, all);
}

/** Complete unless something is at fault; remarks follow in either case. */
export function completed(faults, remarks = []) {
  return result(faults.length ? "incomplete" : "complete", [...faults, ...remarks]);
}

export function message(text, tone = "hint", about = "") {
  return { about, tone, text };
}
