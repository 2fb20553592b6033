// The port by which frames leave a sensor, and the two answers that are not "taken".

export interface FrameCarrier {
  /**
   * Resolves when the hub (or JetStream, or the disk of the folder) has it. Throws FrameRefused when the hub will never
   * take this frame, TryLater when it names a time to wait; any other throw means: not now.
   */
  send(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** The other side will never take this frame: sending it again is of no use. */
export class FrameRefused extends Error {}

/** The other side asks to be left alone for so long. */
export class TryLater extends Error {
  readonly afterMs: number
  constructor(message: string, afterMs: number) {
    super(message)
    this.afterMs = afterMs
  }
}
