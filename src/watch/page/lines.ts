// Fields that hold one thing a line.

/** Trimmed, without empty lines, each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
}
