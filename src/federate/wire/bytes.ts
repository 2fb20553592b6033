// Bytes as text on the wire: base64url without padding, in its one spelling.

/** The bytes, or undefined when the text is not their one spelling, or they are not as many as asked for. */
export function fromBase64url(text: string, length?: number): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  if (length !== undefined && bytes.length !== length) return undefined
  return bytes.toString('base64url') === text ? bytes : undefined
}

export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}
