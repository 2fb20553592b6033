// What the database says about ladders.

/** One ladder for each crisis: somebody else opened it in the same moment, or it is there and may not be read. */
export function isLadderTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === 'ladders_crisis'
}
