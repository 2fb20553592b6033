// Sentences with the names in them marked: P person, O organisation, L place, D product. For the names stage.
export interface Marked {
  language: string
  text: string
}

export const marked: Marked[] = [
  { language: 'en', text: '{O|US Central Command} said that aircraft of the coalition had flown over {L|Ramadi}, {L|Al Hawl} and {L|Tal Afar}.' },
  { language: 'en', text: 'The {O|Iraqi Security Forces} and the {O|Kurdish Peshmerga} hold a line along the {L|Tigris}, south of {L|Mosul}.' },
  { language: 'en', text: 'Foreign Secretary {P|Boris Johnson} spoke in the {O|UK Parliament} about {L|Aleppo}. {P|Johnson} then left for {L|Ankara}.' },
  { language: 'en', text: 'Special Envoy General {P|John Allen} travelled to {L|Amman}, {L|Doha} and {L|Abu Dhabi} on Monday.' },
  { language: 'en', text: 'The {O|European Union Agency for Cybersecurity} ({O|ENISA}) held an exercise with the {O|CSIRTs Network} in {L|Athens} in March.' },
  { language: 'en', text: 'Chief executive {P|Carl Eschenbach} said that {O|Workday} would cut jobs. {P|Eschenbach} named growth abroad as the reason.' },
  { language: 'en', text: 'A flaw in {D|FortiOS} is being exploited, {O|Fortinet} warned. Most devices are in {L|India}, {L|Brazil} and the {L|United States}.' },
  { language: 'en', text: '{P|Ursula von der Leyen} met {P|Giorgia Meloni} in {L|Rome}. Later {P|von der Leyen} went on to {L|Vilnius}.' },
  { language: 'en', text: 'The {O|Society for Civil Rights}, {O|Ernst & Young} and the {O|Bank of England} answered the survey.' },
  { language: 'en', text: 'The plants lie at {L|Jacksonville}, near {L|Jerseyville}, {L|Illinois}, and near {L|Austin}, {L|Texas}.' },
  { language: 'en', text: '{O|Example Grid Holdings plc} and the {O|Ministry of Justice} declined to comment on {D|Windows 11}.' },
  { language: 'en', text: 'Russian President {P|Vladimir Putin} accused {O|Google} of serving {L|Washington}; {D|YouTube} is slow in {L|Russia}.' },
  { language: 'en', text: 'The {O|Israeli government} and the {O|Iraqi air force} said nothing; the {O|US-led coalition} and {O|Kurdish security forces} flew on.' },
  { language: 'en', text: 'Shelling by the {O|Assad regime} hit {L|Wadi Zorbl}, and pro-{O|Assad forces} entered {L|East Mosul}.' },
  { language: 'en', text: 'Near {L|Al Zorbli}, one strike hit an {O|ISIL} tactical unit; two more fell outside {L|Zorbun}.' },
  { language: 'en', text: 'The village of {L|Zorbl Naser} was spared, and so was {L|Zorbla}, also south of {L|Mosul}.' },
  { language: 'en', text: '{L|Zorbla} (12 km from the river) is a small village in northern {L|Iraq}. They came from {O|Zorbun}-held land.' },
  { language: 'en', text: 'The group {O|Jaish al-Zorbl} was founded by Sheikh {P|Abu Omar al-Zorbli}, an ally of 14-year-old {P|Zorbdad}.' },
  { language: 'en', text: '{L|BAGHDAD} - The {O|Coalition} has trained the {O|Peshmerga} for the {L|Mosul} offensive, {P|Zorbl Quandt}, 54, said.' },
  { language: 'en', text: 'Secretary of State for Defence {P|Philip Hammond} flew to the {L|Hashemite Kingdom of Jordan}; the road to {L|Zorbun} was open.' },
  { language: 'en', text: 'A vulnerability in {D|Zorbl Workflow} is being used. Administrators of {D|Zorbun} should upgrade to 7.1.4.' },
  { language: 'en', text: 'The {D|Zorbl Security} plug-in has a hole, and {D|Zorbuntu} 12.3 has another. {D|Exchange} and {D|Outlook} have none.' },
  { language: 'en', text: 'The {O|Zorbun} ransomware gang uses the {D|Zorbad} botnet against {D|Zorbex 9300} switches in {L|Japan}.' },
  { language: 'de', text: 'Der Softwarehersteller {O|Workday} streicht rund 1.750 Stellen. Vorstandschef {P|Carl Eschenbach} will in {L|Europa} wachsen.' },
  { language: 'de', text: 'Ein Gericht in {L|Berlin} gab der {O|Gesellschaft für Freiheitsrechte} recht. Die Plattform will den Staat verklagen.' },
  { language: 'de', text: '{P|Elon Musk} sprach mit dem Sender {O|Fox Business} über die Störung. {P|Musk} nannte keine Beweise.' },
  { language: 'fr', text: "La société {O|Quantum Machines} a levé 170 millions de dollars auprès de {O|PSG Equity} et d'{O|Intel Capital}." },
  { language: 'es', text: 'El {O|Ministerio de Defensa} confirmó el ataque contra la {O|Universidad de Murcia}. El {O|INCIBE} investiga en {L|Madrid}.' },
  { language: 'ru', text: 'Президент {P|Владимир Путин} выступил в {L|Москве}. Суд оштрафовал {O|Google} за ролики на {D|YouTube}.' },
]
