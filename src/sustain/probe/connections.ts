// Connections to resolvers that are kept for the next question, as a stub resolver keeps them.
import type { Line, Opened } from './exchange.ts'

export interface Connections {
  /** A line that is free under this name, or a new one. `kept`: it was used before, and may have been closed meanwhile. */
  take(name: string, open: () => Promise<Opened>): Promise<{ kept: boolean; opened: Opened }>
  /** After the answer: kept if it can be used again. */
  giveBack(name: string, line: Line): void
  close(): void
}

/** Lines that lie idle for one resolver; more are closed. */
const mostIdle = 4

/**
 * One question at a time on each line over TCP and TLS: not every server takes a second one before it has answered the first, and
 * closes the connection instead. That would look like a failure.
 */
export function createConnections(): Connections {
  const idle = new Map<string, Line[]>()
  const shared = new Map<string, Line>()

  function free(name: string): Line | undefined {
    const together = shared.get(name)
    if (together && !together.broken()) return together
    const lines = idle.get(name) ?? []
    for (let line = lines.pop(); line; line = lines.pop()) if (!line.broken()) return line
    return undefined
  }

  return {
    async take(name, open) {
      const line = free(name)
      return line ? { kept: true, opened: { ok: true, line } } : { kept: false, opened: await open() }
    },
    giveBack(name, line) {
      const together = shared.get(name)
      if (line === together && !line.broken()) return
      if (line.broken() || (line.takes === 'many' && together && !together.broken())) return line.close()
      if (line.takes === 'many') return void shared.set(name, line)
      const lines = idle.get(name) ?? []
      if (line.takes === 'one' || lines.length >= mostIdle) return line.close()
      idle.set(name, [...lines, line])
    },
    close() {
      for (const line of [...shared.values(), ...[...idle.values()].flat()]) line.close()
      shared.clear()
      idle.clear()
    },
  }
}
