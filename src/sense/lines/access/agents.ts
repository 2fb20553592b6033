// What a client says that it is, in four classes. Everyone may say anything: it is a hint beside others, never a proof.

export const emptyAgent = 0
export const browserAgent = 1
export const robotAgent = 2
export const toolAgent = 3
/** Says something that is in no list. */
export const otherAgent = 4

// Robots that name themselves also say Mozilla, so they are asked for first; tools next; what is left with Mozilla is a browser.
const robots =
  /bot\b|bot[/;)]|crawl|spider|slurp|archiver|facebookexternalhit|mediapartners|monitor|uptime|feedfetcher|preview/
const tools =
  /^(curl|wget|python|go-http|java|okhttp|libwww|lwp|ruby|perl|php|node|axios|undici|got|apache-httpclient|httpie|aiohttp|http_client|ab|wrk|siege|hey|vegeta|k6|nmap|masscan|zgrab|nikto|sqlmap|nuclei|gobuster|scrapy|powershell|winhttp|postman|insomnia)\b|python-requests|headless|phantomjs|libcurl|slowhttptest|loic|hulk|goldeneye/
const browsers = /^mozilla\/|^opera\//

/** Of text that is lower-case already. */
export function classOfAgent(agent: string): number {
  if (agent === '' || agent === '-') return emptyAgent
  if (robots.test(agent)) return robotAgent
  if (tools.test(agent)) return toolAgent
  return browsers.test(agent) ? browserAgent : otherAgent
}

const longestAgent = 512
const slots = 4096

/** Remembers the class of agents by their hash: thousands of clients say the same few hundred texts. */
export function createAgentClasses(): (bytes: Uint8Array, from: number, to: number, hash: number) => number {
  const keys = new Int32Array(slots)
  const classes = new Uint8Array(slots).fill(255)
  const latin = new TextDecoder('latin1')
  return (bytes, from, to, hash) => {
    if (from === to) return emptyAgent
    const slot = hash & (slots - 1)
    const known = classes[slot] as number
    if (known !== 255 && keys[slot] === hash) return known
    const found = classOfAgent(latin.decode(bytes.subarray(from, Math.min(to, from + longestAgent))).toLowerCase())
    keys[slot] = hash
    classes[slot] = found
    return found
  }
}
