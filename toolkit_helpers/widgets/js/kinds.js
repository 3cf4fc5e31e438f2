// The kinds of parts: how each is marked and shown.  The module of a kind enters it here when it is loaded,
// so that a bundle for certain kinds can leave the others out.

export const MARKERS = {};
export const CONTROLS = {};
