// What marking returns: a state, messages, a score from 0 to 1, and how many decisions of how many were right.

export function result(state, messages = [], score = null, judged = null) {
  return { state, score, judged, messages };
}

export function message(about, tone, text) {
  return { about, tone, text };
}
