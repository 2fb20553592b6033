// Datagrams that the kernel dropped because our sockets were full: the last column of /proc/net/udp, own sockets only.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Drops by inode of the socket, from the text of /proc/net/udp or udp6. Lines that look otherwise are passed over. */
export function dropsIn(table: string): Map<string, number> {
  const drops = new Map<string, number>()
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/)
    const inode = columns[9]
    const dropped = Number(columns.at(-1))
    if (columns.length >= 13 && inode && inode !== '0' && Number.isFinite(dropped)) drops.set(inode, dropped)
  }
  return drops
}

export interface DropCounter {
  /** All drops of sockets of this process since it began to count; null where the kernel does not tell (not Linux). */
  read(): number | null
}

/** Sums over sockets that come and go: what a closed socket had dropped stays counted. `read` stands in for the files of /proc. */
export function createDropCounter(
  read: () => { inodes: Set<string>; tables: string[] } | null = fromProc,
): DropCounter {
  const seen = new Map<string, number>()
  return {
    read() {
      const now = read()
      if (!now) return null
      for (const table of now.tables)
        for (const [inode, dropped] of dropsIn(table))
          if (now.inodes.has(inode)) seen.set(inode, Math.max(dropped, seen.get(inode) ?? 0))
      let sum = 0
      for (const dropped of seen.values()) sum += dropped
      return sum
    },
  }
}

function fromProc(): { inodes: Set<string>; tables: string[] } | null {
  try {
    const inodes = new Set<string>()
    for (const name of readdirSync('/proc/self/fd')) {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/self/fd/${name}`))?.[1]
      if (inode) inodes.add(inode)
    }
    const tables = ['/proc/net/udp', '/proc/net/udp6'].map(textOf)
    return tables.every((table) => table === '') ? null : { inodes, tables }
  } catch {
    return null
  }
}

/** The handle that lists the folder is gone when its link is read. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // a machine without IPv6
  }
}
