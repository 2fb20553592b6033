// Is this Node good enough? Written so that an old Node can still read it and say so.
const least = [20, 19]

/** `{ refusal }` when too old, `{ warning }` when it works but has no security support any more, else `{}`. */
export function judgeNode(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  if (major < least[0] || (major === least[0] && minor < least[1])) {
    return {
      refusal:
        `Tocsin needs Node.js ${least.join('.')} or newer; this is ${version}. ` +
        'Install Node.js 24 or 22 (long-term support) from your system or nodejs.org, then run the same command again.',
    }
  }
  if (major < 22) {
    return {
      warning: `Node.js ${major} is past its end of life and gets no security fixes; run production on Node.js 24 or 22.`,
    }
  }
  return {}
}
