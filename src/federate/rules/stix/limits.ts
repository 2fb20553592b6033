// How much one file and one object of STIX may ask of us.
export const stixBudget = {
  /** Of one object; a payload in base64 is the most that a useful one holds. */
  objectBytes: 16_000_000,
  fileBytes: 268_435_456,
  objects: 1_000_000,
  depth: 40,
  /** Values of any kind inside one object. */
  values: 200_000,
  keysOfOne: 10_000,
  keyCharacters: 250,
  findingsOfOne: 100,
} as const
