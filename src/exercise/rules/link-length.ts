// How long the text of an invitation is at most, in characters: an id, a name of an exercise, a moment, a secret, a signature.
export const longestLink = 220
