// Addresses of the Internet Protocol, alone or as a range, judged by hand: no pattern that can be made to run long.

export function isIPv4Range(value: string): boolean {
  const [address = '', bits, more] = value.split('/')
  if (more !== undefined || (bits !== undefined && !isBits(bits, 32))) return false
  const parts = address.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255)
}

export function isIPv6Range(value: string): boolean {
  const [address = '', bits, more] = value.split('/')
  if (more !== undefined || (bits !== undefined && !isBits(bits, 128)) || address.length > 45) return false
  const halves = address.split('::')
  if (halves.length > 2) return false
  let groups = 0
  for (const [i, half] of halves.entries()) {
    const found = half === '' ? [] : half.split(':')
    for (const [j, group] of found.entries()) {
      const isLast = i === halves.length - 1 && j === found.length - 1
      if (isLast && group.includes('.')) {
        if (!isIPv4Range(group)) return false
        groups += 2
      } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) groups += 1
      else return false
    }
  }
  return halves.length === 2 ? groups <= 7 : groups === 8
}

function isBits(bits: string, most: number): boolean {
  return /^[0-9]{1,3}$/.test(bits) && Number(bits) <= most
}
