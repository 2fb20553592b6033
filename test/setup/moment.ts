/**
 * A moment with a little time on either side. Entries carry milliseconds, and a command over loopback takes less than one: a
 * moment read straight before or after a command may be the command's own.
 */
export async function momentBetween(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 5))
  const now = new Date().toISOString()
  await new Promise((resolve) => setTimeout(resolve, 5))
  return now
}
