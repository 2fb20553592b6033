// Telling a saved mail from a text by its first lines; the reader of mail is only loaded in its worker.

/** Whether bytes begin with the header of a mail: several of its fields, each at the start of a line. */
export function looksLikeMail(head: string): boolean {
  const top = head.slice(0, 20_000).replace(/^From \S{1,300} [^\n]{1,200}\n/, '')
  const end = /\r?\n\r?\n/.exec(top)?.index ?? top.length
  const header = top.slice(0, end)
  if (!/^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]/.test(header)) return false
  const fields = new Set(
    [
      ...header.matchAll(
        /^(from|to|date|subject|message-id|mime-version|received|return-path|content-type|list-id):/gim,
      ),
    ].map(([, name = '']) => name.toLowerCase()),
  )
  const carried = ['message-id', 'mime-version', 'received', 'return-path', 'content-type'].filter((it) =>
    fields.has(it),
  )
  return fields.has('from') && carried.length >= 2
}
