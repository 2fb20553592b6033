// All official languages of the Union, Ukrainian and Russian are told apart; too little text is undetermined.
import { beforeAll, expect, test } from 'vitest'
import { spoken } from '../testdata/languages.ts'
import { loadTools } from '../tools.ts'
import { detectLanguage } from './language.ts'
import type { Tools } from './tools.ts'

let tools: Tools
beforeAll(async () => {
  tools = await loadTools()
})

test.each([
  ['bg', 'Правителството съобщи, че мрежата на министерството е била нападната.'],
  ['cs', 'Vláda oznámila, že síť ministerstva byla napadena neznámými útočníky.'],
  ['da', 'Regeringen oplyste, at ministeriets netværk var blevet angrebet i løbet af natten.'],
  ['de', 'Die Regierung teilte mit, dass das Netz des Ministeriums angegriffen wurde.'],
  ['el', 'Η κυβέρνηση ανακοίνωσε ότι το δίκτυο του υπουργείου δέχθηκε επίθεση.'],
  ['en', 'The government said that the network of the ministry had been attacked.'],
  ['es', 'El Gobierno anunció que la red del ministerio había sido atacada.'],
  ['et', 'Valitsus teatas, et ministeeriumi võrku rünnati öösel tundmatute poolt.'],
  ['fi', 'Hallitus kertoi, että ministeriön verkkoon oli hyökätty yön aikana.'],
  ['fr', 'Le gouvernement a annoncé que le réseau du ministère avait été attaqué.'],
  ['ga', 'Dúirt an rialtas gur ionsaíodh líonra na haireachta i rith na hoíche.'],
  ['hr', 'Vlada je priopćila da je mreža ministarstva napadnuta tijekom noći.'],
  ['hu', 'A kormány közölte, hogy az éjszaka folyamán megtámadták a minisztérium hálózatát.'],
  ['it', 'Il governo ha comunicato che la rete del ministero era stata attaccata.'],
  ['lt', 'Vyriausybė pranešė, kad ministerijos tinklas buvo užpultas naktį.'],
  ['lv', 'Valdība paziņoja, ka ministrijas tīklam naktī uzbruka nezināmas personas.'],
  ['mt', 'Il-gvern qal li n-network tal-ministeru kien attakkat matul il-lejl.'],
  ['nl', 'De regering meldde dat het netwerk van het ministerie was aangevallen.'],
  ['pl', 'Rząd poinformował, że sieć ministerstwa została zaatakowana w nocy.'],
  ['pt', 'O Governo anunciou que a rede do ministério tinha sido atacada durante a noite.'],
  ['ro', 'Guvernul a anunțat că rețeaua ministerului a fost atacată în timpul nopții.'],
  ['sk', 'Vláda oznámila, že sieť ministerstva bola v noci napadnutá neznámymi útočníkmi.'],
  ['sl', 'Vlada je sporočila, da je bilo omrežje ministrstva ponoči napadeno.'],
  ['sv', 'Regeringen meddelade att departementets nätverk hade angripits under natten.'],
  ['uk', 'Уряд повідомив, що мережу міністерства було атаковано вночі.'],
  ['ru', 'Правительство сообщило, что сеть министерства подверглась нападению ночью.'],
])('%s is known', (code, text) => {
  expect(detectLanguage('', text, tools).code).toBe(code)
})

test('of 26 headlines and 26 sentences at most one is taken for another language', () => {
  const wrong = spoken.flatMap(({ code, headline, sentence }) =>
    [headline, sentence].filter((text) => detectLanguage('', text, tools).code !== code),
  )
  expect(wrong.length).toBeLessThanOrEqual(1)
})

test('the second detector is asked only where the first is in doubt', () => {
  let asked = 0
  const counting = {
    ...tools,
    cld3: (text: string) => {
      asked += 1
      return tools.cld3(text)
    },
  }
  detectLanguage('', 'Lorries waited for hours outside the gates while clerks wrote out every note.', counting)
  expect(asked).toBe(0)
  detectLanguage('', 'Dúirt urlabhraí go mbeidh na coinní go léir curtha siar go dtí an tseachtain seo.', counting)
  expect(asked).toBe(1)
})

test('figures and a few letters are undetermined', () => {
  expect(detectLanguage('', '12 + 30 = 42 ok', tools).code).toBe('und')
})
