// Made-up exercise news about one event each, as several outlets would write it: plain wordings, wire copies, other languages.
export interface Told {
  /** Texts of one event share it; a text with an event of its own is a distractor of the same kind. */
  event: string
  language: string
  outlet: string
  /** Outlets with the same wire text carry the same word here. */
  wire?: string
  title: string
  body: string
}

function told(event: string, outlet: string, title: string, body: string, more: Partial<Told> = {}): Told {
  return { event, outlet, title, body, language: 'en', ...more }
}

const lisbonWire =
  'Operations at the Santa Clara hospital group in Lisbon were cancelled on Tuesday after ransomware locked its patient records, the health ministry said. Some 212,000 patients are registered there. Doctors worked on paper and ambulances were sent to Setúbal. The national cybersecurity centre is helping; a group that calls itself Night Heron has claimed the attack and wants 4.5 million euros.'

/** The rules were tuned on these. */
export const eventsToTune: Told[] = [
  told('lisbon', 'lisbon-post', 'Ransomware paralyses hospital group in Lisbon', lisbonWire, { wire: 'lisbon' }),
  told('lisbon', 'coast-daily', 'Lisbon patients sent away as clinics lose their files', `LISBON (AFP) - ${lisbonWire}`, { wire: 'lisbon' }),
  told('lisbon', 'health-it-weekly', 'Santa Clara clinics fall back on pen and paper', 'Surgeons at four clinics of the Santa Clara group could not open a single file when they came to work. The attackers, known as Night Heron, ask for 4.5 million euros. Setúbal took in emergencies while technicians from the national cybersecurity centre tried to save the records of 212,000 people.'),
  told('lisbon', 'gesundheit-heute', 'Klinikkette in Lissabon nach Cyberangriff lahmgelegt', 'Die Klinikkette Santa Clara in Lissabon hat am Dienstag alle Operationen abgesagt. Die Erpressergruppe Night Heron verlangt 4,5 Millionen Euro für die Freigabe der Daten von 212.000 Patienten. Rettungswagen fuhren nach Setúbal.', { language: 'de' }),
  told('porto', 'porto-mail', 'Ransomware hits hospital in Porto', 'A hospital in Porto postponed operations on Friday after ransomware locked its laboratory systems. About 30,000 patients are affected, the director of São Bento hospital said. Police have opened an investigation and specialists hope to restore the systems by Monday.'),

  told('grid', 'baltic-wire', 'Intruders switch off substations in Latvia', 'Unknown intruders used remote access of a contractor to open breakers at seven substations near Liepāja on Thursday night, leaving 48,000 households without power for three hours, grid operator Augstsprieguma tīkls said. CERT.LV found a wiper on two engineering workstations.'),
  told('grid', 'nordic-business', 'Liepāja power cut was sabotage by computer, operator says', 'The blackout that darkened 48,000 homes around the port city of Liepāja was no technical fault. Somebody had logged in with the account of a maintenance firm and opened breakers one after another, said Augstsprieguma tīkls. Seven substations were hit; CERT.LV is examining a wiper.'),
  told('grid', 'energie-aktuell', 'Lettland: Angreifer schalten Umspannwerke ab', 'In Lettland haben Angreifer am Donnerstag sieben Umspannwerke bei Liepāja abgeschaltet. 48.000 Haushalte waren ohne Strom. Der Netzbetreiber Augstsprieguma tīkls spricht von Sabotage über den Zugang einer Wartungsfirma, CERT.LV untersucht eine Schadsoftware.', { language: 'de' }),
  told('grid-tallinn', 'tallinn-news', 'Storm leaves 20,000 households in Estonia without power', 'A storm brought down power lines in western Estonia on Thursday night, leaving 20,000 households without electricity, grid operator Elektrilevi said. Crews restored most connections by morning. There was no sign of an attack.'),

  told('patch-march', 'sec-ticker', 'Microsoft fixes 57 flaws in March, six of them exploited', 'Microsoft released its March updates with fixes for 57 vulnerabilities, six of which are exploited already. Administrators should install the patch for CVE-2025-24983 in the Windows kernel first. The company also closed holes in Exchange and Remote Desktop.'),
  told('patch-march', 'admin-letter', 'Patch Tuesday: kernel hole under attack', 'Six zero-days are among the 57 holes that Microsoft closed on Patch Tuesday in March. CVE-2025-24983 lets attackers gain SYSTEM rights through the Win32 kernel subsystem; others concern NTFS and FAT drivers.'),
  told('patch-march', 'it-kurier', 'Microsoft schließt im März 57 Lücken', 'Am Patchday im März hat Microsoft 57 Sicherheitslücken geschlossen, sechs davon werden ausgenutzt. Besonders dringend ist CVE-2025-24983 im Kernel von Windows.', { language: 'de' }),
  told('patch-april', 'sec-ticker', 'Microsoft fixes 121 flaws in April, one of them exploited', 'Microsoft released its April updates with fixes for 121 vulnerabilities, one of which is exploited already. Administrators should install the patch for CVE-2025-29824 in the Windows log file driver first. The company also closed holes in Office and Remote Desktop.'),
  told('patch-april', 'admin-letter', 'Patch Tuesday: log driver abused by ransomware gang', 'One zero-day is among the 121 holes that Microsoft closed on Patch Tuesday in April. CVE-2025-29824 in the Common Log File System was used by a ransomware gang.'),

  told('airport', 'travel-desk', 'Check-in systems fail at Brussels and Berlin airports', 'Passengers queued for hours at Brussels and Berlin airports on Saturday after the check-in software of Collins Aerospace went down. The supplier spoke of a cyber-related disruption of its Muse software. Staff boarded passengers by hand; 29 flights were cancelled.'),
  told('airport', 'city-paper', 'Handwritten boarding passes after attack on supplier', 'Airlines wrote boarding passes by hand this weekend. Muse, a program by Collins Aerospace that lets carriers share desks, had stopped working in Brussels, Berlin and elsewhere. In all 29 flights did not leave. ENISA confirmed that ransomware was the cause.'),
  told('airport', 'voyages-matin', 'Aéroports: l’enregistrement paralysé à Bruxelles et Berlin', 'Une cyberattaque contre Collins Aerospace a paralysé samedi le logiciel Muse utilisé pour l’enregistrement aux aéroports de Bruxelles et de Berlin. Au total 29 vols ont été annulés, selon les exploitants.', { language: 'fr' }),
  told('airport-strike', 'travel-desk', 'Strike grounds flights at Brussels airport', 'Brussels airport cancelled all departures on Monday because of a national strike of security staff. Some 36,000 passengers were affected. The unions protest against a pension reform; Charleroi airport closed as well.'),

  told('telecom-leak', 'data-monitor', 'Orange Belgium says data of 850,000 customers was taken', 'Orange Belgium told 850,000 customers that somebody had reached their names, phone numbers, SIM card numbers and PUK codes. Passwords and bank details were not touched, the operator said. It discovered the intrusion at the end of July and has filed a complaint.'),
  told('telecom-leak', 'brussels-evening', 'SIM numbers and PUK codes stolen from mobile operator', 'Hackers got hold of SIM card numbers and PUK codes of 850,000 people at Orange Belgium. No bank details were taken. Users now fear SIM swapping; the operator has introduced more questions for those who change a number.'),
  told('telecom-leak', 'le-reseau', 'Orange Belgique: 850 000 comptes touchés', 'Orange Belgique a annoncé que des pirates ont eu accès aux données de 850 000 clients, dont les numéros de carte SIM et les codes PUK. Une plainte a été déposée.', { language: 'fr' }),
  told('telecom-leak-2', 'data-monitor', 'Bouygues Telecom says data of 6.4 million customers was taken', 'Bouygues Telecom told 6.4 million customers that somebody had reached their contact details, contracts and IBAN. Passwords and card numbers were not touched, the operator said. It discovered the intrusion on 4 August and has filed a complaint.'),

  told('phish-tax', 'consumer-watch', 'Fake tax refunds: Irish Revenue warns of text messages', 'Ireland\'s Revenue warned on Wednesday of text messages that promise a refund of 438 euros and lead to a copy of its myAccount page. More than 2,300 people reported such a message within two days.'),
  told('phish-tax', 'dublin-herald', 'Thousands get bogus refund texts in name of taxman', 'If a text offers you 438 euros from Revenue, delete it. Over 2,300 people in Ireland told the tax authority of such messages since Monday; the link opens a false myAccount site that asks for card details.'),
  told('phish-parcel', 'consumer-watch', 'Fake parcel fees: An Post warns of text messages', 'Ireland\'s An Post warned on Friday of text messages that ask for a fee of 1.99 euros and lead to a copy of its tracking page. More than 900 people reported such a message within a week.'),
]

const berneWire =
  'The canton of Berne has taken its tax portal offline after unknown persons reached the declarations of 63,400 taxpayers. A misconfigured interface had been open for eleven days, finance director of the canton told reporters. The federal office for cybersecurity BACS was informed on Sunday. There is no sign so far that the data was published.'

/** Never used for tuning: what is measured. */
export const eventsHeldOut: Told[] = [
  told('berne', 'aare-zeitung', 'Canton of Berne closes tax portal after leak', berneWire, { wire: 'berne' }),
  told('berne', 'alpine-times', 'Tax files of 63,400 Swiss residents were open to strangers', `${berneWire} The portal is to return next week. (Reuters)`, { wire: 'berne' }),
  told('berne', 'helvetia-online', 'Berne tax data breach: portal down', `By our correspondents. BERNE - ${berneWire}`, { wire: 'berne' }),
  told('berne', 'privacy-brief', 'Eleven days of open doors at Swiss tax office', 'An interface that nobody had locked let strangers read 63,400 tax declarations in Berne. The canton noticed it only when the federal office BACS called. Its portal for taxpayers stays closed until auditors have finished.'),
  told('berne', 'bund-blatt', 'Steuerportal des Kantons Bern nach Datenleck offline', 'Der Kanton Bern hat sein Steuerportal vom Netz genommen, nachdem Unbekannte 63.400 Steuererklärungen einsehen konnten. Das Bundesamt für Cybersicherheit BACS wurde am Sonntag informiert.', { language: 'de' }),
  told('zurich', 'limmat-news', 'Canton of Zurich hands old computers with files to dealers', 'The justice department of the canton of Zurich gave old computers with unwiped hard disks to a dealer for years, an inquiry found. Police files turned up in the drug scene. The canton promised a review.'),

  told('ferry', 'aegean-post', 'Ferries stay in port as booking system collapses in Greece', 'More than 60 ferries could not leave Piraeus on Friday morning because the common booking system Forthcrs stopped answering. The merchant marine ministry spoke of a flood of requests from abroad. Some 41,000 travellers waited.'),
  told('ferry', 'island-voice', 'Piraeus chaos: 41,000 stranded after denial-of-service attack', 'Tens of thousands of holidaymakers sat on their suitcases in Piraeus. A denial-of-service attack had silenced Forthcrs, through which all Greek shipping lines sell tickets. By noon the first of 60 delayed ships cast off, the ministry said.'),
  told('ferry', 'le-marin', 'Grèce: la billetterie des ferries victime d’une attaque', 'Plus de 60 ferries sont restés à quai au Pirée (Piraeus) vendredi: le système de réservation Forthcrs a cédé sous une attaque par déni de service. Quelque 41 000 voyageurs ont attendu.', { language: 'fr' }),
  told('ferry-fire', 'aegean-post', 'Fire on ferry near Piraeus, all rescued', 'All 350 passengers of a ferry were brought ashore safely after a fire broke out in the engine room off Piraeus on Friday morning. The coast guard and the merchant marine ministry are investigating.'),

  told('vpn', 'bug-report', 'Ivanti gateways attacked through new hole', 'Attackers are exploiting a hole in Ivanti Connect Secure, the company said. CVE-2025-0282 is a stack overflow that needs no password. CISA gave federal agencies a week to patch; Mandiant saw the first break-ins in mid-December.'),
  told('vpn', 'network-now', 'Patch your VPN: CISA orders action on Ivanti flaw', 'Federal agencies in the United States must fix CVE-2025-0282 within seven days. Mandiant ties intrusions since December to a group that also broke into Ivanti Connect Secure a year ago.'),
  told('vpn', 'netz-praxis', 'BSI warnt vor Angriffen auf Ivanti Connect Secure', 'Das BSI ruft Betreiber von Ivanti Connect Secure auf, die Lücke CVE-2025-0282 sofort zu schließen. Laut Mandiant laufen Angriffe seit Dezember.', { language: 'de' }),
  told('firewall', 'bug-report', 'Fortinet firewalls attacked through new hole', 'Attackers are exploiting a hole in FortiOS, the company said. CVE-2024-55591 lets them become administrator without a password. CISA gave federal agencies a week to patch; Arctic Wolf saw the first break-ins in mid-November.'),
  told('firewall', 'network-now', 'Fortinet hole: thousands of firewalls exposed', 'Arctic Wolf has watched intruders create administrator accounts on Fortinet firewalls since November. CVE-2024-55591 is the reason; FortiOS 7.0.17 closes it.'),

  told('cable', 'gulf-of-finland', 'Sweden boards ship after data cable is cut in Baltic', 'Swedish police boarded a bulk carrier on Sunday after the fibre cable between Ventspils in Latvia and Gotland broke. LVRTC, which runs the cable, switched to other routes. Prosecutors suspect gross sabotage.'),
  told('cable', 'strait-observer', 'Ventspils-Gotland cable damaged: freighter seized', 'The cable of Latvian broadcaster LVRTC was torn 50 metres under the sea, and Sweden now holds the ship that passed over it. The prosecutor speaks of gross sabotage. Between Ventspils and Gotland traffic was moved to other lines.'),
  told('cable', 'ostsee-kurier', 'Kabelbruch vor Gotland: Schweden setzt Frachter fest', 'Nach dem Bruch des Datenkabels zwischen Ventspils und Gotland hat Schweden einen Frachter festgesetzt. Der Betreiber LVRTC leitet den Verkehr um, die Staatsanwaltschaft ermittelt wegen Sabotage.', { language: 'de' }),
  told('cable-2', 'gulf-of-finland', 'Finland detains tanker after Estlink 2 fails', 'Finnish police boarded the tanker Eagle S on Thursday after the power cable Estlink 2 between Finland and Estonia failed. Fingrid said that repairs would take seven months. Investigators suspect that an anchor was dragged along the sea floor.'),

  told('bank', 'finance-day', 'Raiders take 12.7 million euros from payment firm in Vilnius', 'A payment firm in Vilnius lost 12.7 million euros over the weekend, the Bank of Lithuania said. Intruders had changed limits in the core system and sent 318 instant transfers to accounts in nine countries. The supervisor stopped new business.'),
  told('bank', 'baltic-ledger', 'Bank of Lithuania freezes fintech after 318 rogue transfers', 'In one night 318 transfers left a Vilnius fintech for nine countries. The Bank of Lithuania has forbidden it to take new clients. Of the 12.7 million euros about a third has been stopped on the way.'),
  told('bank', 'capital-est', 'Vilnius: 12,7 millions d’euros volés à une fintech', 'La Banque de Lituanie a suspendu une société de paiement de Vilnius après le vol de 12,7 millions d’euros au moyen de 318 virements instantanés.', { language: 'fr' }),
  told('bank-fine', 'finance-day', 'Bank of Lithuania fines payment firm 1.2 million euros', 'The Bank of Lithuania fined a payment firm in Vilnius 1.2 million euros because its checks against money laundering had gaps. The firm must report every month on how it closes them.'),

  told('forum', 'crime-desk', 'Police close marketplace for stolen logins in seven countries', 'Investigators from seven countries have taken over a marketplace for stolen logins, Europol said in The Hague. Operation Nightlight led to 19 arrests. The site offered 2.1 million accounts; its 36 servers stood in Romania and the Netherlands.'),
  told('forum', 'the-hague-news', 'Operation Nightlight: 19 held, 36 servers seized', 'Nineteen suspects were arrested in the operation called Nightlight. Police pulled the plug on 36 servers in the Netherlands and Romania behind a shop where 2.1 million passwords were for sale. Victims can check their address with Europol and the Dutch police.'),
  told('forum', 'bucuresti-azi', 'Operațiunea Nightlight: 19 arestări, 36 de servere confiscate', 'Poliția din șapte țări a închis o piață online cu 2,1 milioane de conturi furate, a anunțat Europol. În operațiunea Nightlight au fost confiscate 36 de servere în România și Olanda, iar 19 persoane au fost arestate.', { language: 'ro' }),
  told('forum-2', 'crime-desk', 'Police close phishing service in four countries', 'Investigators from four countries have taken down a service that rented out phishing pages, Europol said in The Hague. Operation Stargrew led to five arrests. The service had 2,000 customers; its domains were seized.'),
]

/** Same names, other events: what must never merge with the ten stories or with each other. */
export const unrelated: Told[] = [
  told('google-ai', 'tech-day', 'Google shows new assistant for phones', 'Google has shown an assistant that plans trips and books tables. It runs on the newest Pixel phones first and is to come to Europe in autumn, the company said at its developer conference.'),
  told('ms-openai', 'tech-day', 'Microsoft and OpenAI renegotiate their contract', 'Microsoft and OpenAI are talking about a new contract that would let the maker of ChatGPT go public, a newspaper reports. Microsoft has put more than 13 billion dollars into it.'),
  told('musk-doge', 'capitol-notes', 'Musk to leave advisory post in Washington', 'Elon Musk will leave his post as adviser of the American government at the end of May. He wants to spend more time on Tesla, whose profit fell by 71 percent in the first quarter.'),
  told('tesla-recall', 'auto-week', 'Tesla recalls 46,000 pick-ups over loose trim', 'Tesla has to recall 46,000 Cybertrucks in the United States because a steel panel can come off while driving. The safety authority NHTSA has opened a file.'),
]
