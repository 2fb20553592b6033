// Follows a growing file as `tail -F` does: through rotation (another file of the same name) and truncation.
import { type FileHandle, open, stat } from 'node:fs/promises'

export interface FollowedFile {
  /** Reads what is new; answers when nothing more is there. Never throws: a file that is not there is looked for again. */
  poll(): Promise<void>
  close(): Promise<void>
  readonly state: {
    readonly bytes: number
    readonly rotations: number
    readonly truncations: number
    readonly missing: boolean
  }
}

export interface FollowOptions {
  /** From the first byte of the file that is there at start; otherwise only what comes from now on. */
  fromStart: boolean
  /** Bytes given in one poll at most, so that no file starves another. */
  budgetBytes?: number
}

const pieceBytes = 1 << 18

/**
 * `take` must be done with the bytes when it returns: the next piece is read into the same place. Between an old file and its
 * successor `cut` is called, since a half line at the end of the one does not belong to the beginning of the other.
 */
export function followFile(
  path: string,
  options: FollowOptions,
  take: (bytes: Uint8Array) => void,
  cut: () => void,
): FollowedFile {
  const { fromStart, budgetBytes = 16 << 20 } = options
  const state = { bytes: 0, rotations: 0, truncations: 0, missing: false }
  let file: FileHandle | null = null
  let identity = ''
  let at = 0
  let first = true
  const piece = Buffer.allocUnsafeSlow(pieceBytes)

  async function reopen(): Promise<boolean> {
    try {
      file = await open(path, 'r')
      const { dev, ino, size } = await file.stat()
      identity = `${dev}:${ino}`
      at = first && !fromStart ? size : 0
      state.missing = false
      return true
    } catch {
      state.missing = true
      return false
    } finally {
      first = false
    }
  }

  /** Everything up to the end of the open file or the budget. Answers whether the end was reached. */
  async function drain(handle: FileHandle, budget: number): Promise<boolean> {
    let left = budget
    const { size } = await handle.stat()
    if (size < at) {
      state.truncations++
      at = 0
      cut()
    }
    while (left > 0) {
      const { bytesRead } = await handle.read(piece, 0, pieceBytes, at)
      if (bytesRead === 0) return true
      at += bytesRead
      left -= bytesRead
      state.bytes += bytesRead
      take(piece.subarray(0, bytesRead))
    }
    return false
  }

  async function isAnother(): Promise<boolean> {
    try {
      const { dev, ino } = await stat(path)
      return `${dev}:${ino}` !== identity
    } catch {
      return false // between two names: what is open is still followed
    }
  }

  return {
    state,
    async poll() {
      try {
        if (!file && !(await reopen())) return
        if (!file || !(await drain(file, budgetBytes))) return
        if (!(await isAnother())) return
        // A writer may have added to the old file after it was renamed: read it out once more before it is let go.
        await drain(file, budgetBytes)
        await file.close()
        file = null
        state.rotations++
        cut()
        await reopen()
      } catch {
        await file?.close().catch(() => {})
        file = null
      }
    },
    async close() {
      await file?.close().catch(() => {})
      file = null
    },
  }
}
