// Short digests in languages other than English, three stories each, written for the tests.
export interface Digest {
  language: string
  stories: { title: string; body: string[] }[]
}

const it = (language: string, ...stories: string[][]): Digest => ({
  language,
  stories: stories.map(([title = '', ...body]) => ({ title, body })),
})

export const digests: Digest[] = [
  it(
    'de',
    ['Cyberangriff legt Stadtwerke in Kassel lahm', 'Unbekannte haben am Montag die Rechner der Stadtwerke Kassel verschlüsselt. Strom und Wasser fließen weiter, teilte der Betreiber mit.', 'Kunden erreichen das Unternehmen nur noch am Schalter. Wann die Systeme wieder laufen, ist offen.'],
    ['Airbus liefert mehr Flugzeuge aus als erwartet', 'Der europäische Flugzeugbauer Airbus hat im Februar 66 Maschinen übergeben. Das waren neun mehr als im Vorjahr.', 'Analysten hatten mit weniger gerechnet. Die Aktie legte in Paris um zwei Prozent zu.'],
    ['Bundestag streitet über Vorratsdaten', 'Im Bundestag ist ein Streit über die Speicherung von Verbindungsdaten entbrannt. Die Innenministerin verteidigte ihren Entwurf.', 'Die Opposition kündigte an, vor das Verfassungsgericht zu ziehen. Eine Abstimmung soll im Mai folgen.'],
  ),
  it(
    'fr',
    ["L'hôpital de Corbeil visé par une nouvelle cyberattaque", "Les serveurs de l'hôpital de Corbeil ont été chiffrés dans la nuit de samedi à dimanche. Les urgences accueillent toujours les patients.", 'La direction a porté plainte et espère un retour à la normale avant la fin de la semaine.'],
    ['Renault ouvre une usine de batteries à Douai', 'Le constructeur Renault a inauguré lundi une usine qui emploiera mille personnes à Douai.', 'La région attend des retombées importantes. Les premières cellules sortiront en juin.'],
    ['Bruxelles enquête sur les pratiques de Meta', 'La Commission européenne soupçonne Meta de ne pas protéger assez les mineurs sur ses plateformes.', "Le groupe américain se dit prêt à coopérer. L'enquête pourrait durer plus d'un an."],
  ),
  it(
    'es',
    ['Un fallo informático deja sin citas a tres hospitales de Sevilla', 'Los sistemas de tres hospitales de Sevilla dejaron de funcionar el lunes por la mañana. Las urgencias siguen abiertas.', 'La Junta de Andalucía investiga las causas y espera recuperar el servicio en dos días.'],
    ['Telefónica vende sus torres en Alemania', 'Telefónica ha cerrado la venta de sus torres alemanas por 1.500 millones de euros.', 'La operadora destinará el dinero a reducir deuda. Las acciones subieron un tres por ciento.'],
    ['El Barça gana al Betis con dos goles al final', 'El Barcelona remontó ante el Betis en los últimos diez minutos y sigue líder.', 'El entrenador elogió a los suplentes. El Betis reclamó un penalti.'],
  ),
  it(
    'it',
    ['Attacco hacker alla Regione Lazio, servizi fermi', 'I servizi online della Regione Lazio sono fermi da domenica notte per un attacco informatico. I cittadini devono andare agli sportelli.', 'La polizia postale indaga. Nessuno ha ancora rivendicato.'],
    ['Ferrari presenta la nuova elettrica a Maranello', 'La prima Ferrari elettrica sarà venduta dal prossimo anno e costerà oltre mezzo milione di euro.', 'Gli ordini sono già aperti. Il titolo ha guadagnato il due per cento a Milano.'],
    ['Maltempo in Sicilia, chiuse le scuole a Catania', 'Una forte perturbazione ha colpito la Sicilia orientale e il sindaco di Catania ha chiuso le scuole.', 'I vigili del fuoco hanno compiuto cento interventi. Migliora da giovedì.'],
  ),
  it(
    'pl',
    ['Hakerzy zaatakowali szpital w Krakowie', 'Systemy szpitala w Krakowie nie działają od poniedziałku. Pacjenci są przyjmowani na podstawie papierowych kart.', 'Dyrekcja zawiadomiła policję i odwołała planowe zabiegi do końca tygodnia.'],
    ['Orlen obniża ceny paliw przed świętami', 'Koncern Orlen zapowiedział obniżkę cen benzyny o dwadzieścia groszy na litrze.', 'Analitycy spodziewają się, że inne sieci pójdą tym śladem.'],
    ['Świątek w finale turnieju w Rzymie', 'Iga Świątek pokonała rywalkę w dwóch setach i w sobotę zagra o trzeci tytuł.', 'Mecz trwał godzinę. Polka popełniła tylko siedem błędów.'],
  ),
  it(
    'el',
    ['Κυβερνοεπίθεση στο λιμάνι του Πειραιά', 'Άγνωστοι επιτέθηκαν τη Δευτέρα στα συστήματα του λιμανιού του Πειραιά. Οι φορτώσεις γίνονται με το χέρι.', 'Η λιμενική αρχή ζήτησε τη βοήθεια ειδικών και ενημέρωσε την εισαγγελία.'],
    ['Η Τράπεζα της Ελλάδος προβλέπει ανάπτυξη', 'Η οικονομία θα αναπτυχθεί κατά δύο τοις εκατό φέτος, εκτιμά η Τράπεζα της Ελλάδος στην έκθεσή της.', 'Ο διοικητής προειδοποίησε για κινδύνους από το εξωτερικό.'],
    ['Ο Ολυμπιακός νίκησε την ΑΕΚ στο ντέρμπι', 'Με γκολ στο τελευταίο λεπτό ο Ολυμπιακός κέρδισε την ΑΕΚ και έμεινε στην κορυφή.', 'Ο προπονητής μίλησε για δίκαιη νίκη. Ακολουθεί ο αγώνας με τον ΠΑΟΚ.'],
  ),
  it(
    'bg',
    ['Хакери блокираха пощите в София', 'Сайтът и системите на пощите в София не работят от понеделник. Пратките се приемат на хартия.', 'Министерството заяви, че данните на клиентите не са засегнати.'],
    ['Бургас строи нов терминал за контейнери', 'Пристанището в Бургас ще получи нов терминал за двеста милиона евро.', 'Строежът започва през есента и ще продължи три години.'],
    ['Левски победи Лудогорец с гол в края', 'Отборът на Левски спечели срещу Лудогорец пред двадесет хиляди зрители.', 'Треньорът похвали защитата. Следва мач във Варна.'],
  ),
  it(
    'uk',
    ['Хакери атакували залізницю України', 'Онлайн-сервіси Укрзалізниці не працюють із понеділка через масштабну кібератаку. Потяги курсують за графіком.', 'Квитки продають у касах, до яких вишикувалися черги. Фахівці відновлюють системи.'],
    ['Київ отримав нові трамваї з Польщі', 'До столиці прибули перші десять трамваїв, які виготовили у Бидгощі.', 'Вони вийдуть на маршрут у травні. Місто замовило ще сорок.'],
    ['Світоліна вийшла до чвертьфіналу в Мадриді', 'Еліна Світоліна перемогла суперницю у двох сетах і вийшла до чвертьфіналу.', 'Наступний матч українка зіграє у четвер.'],
  ),
  it(
    'ru',
    ['Хакеры остановили сайт авиакомпании', 'Сайт и приложение авиакомпании не работают с понедельника. Пассажиров регистрируют вручную в аэропортах.', 'В компании сообщили, что рейсы выполняются по расписанию.'],
    ['В Казани открыли новую линию метро', 'Три станции новой линии метро в Казани приняли первых пассажиров.', 'Строительство заняло семь лет и обошлось дороже, чем планировали.'],
    ['Цены на сахар снова выросли', 'За март сахар подорожал на четыре процента, сообщил Росстат.', 'Производители объясняют рост плохим урожаем и дорогим топливом.'],
  ),
  it(
    'fi',
    ['Kyberhyökkäys pysäytti Turun sataman', 'Turun sataman järjestelmät ovat olleet alhaalla maanantaista lähtien. Lastit kirjataan paperille.', 'Satama on tehnyt rikosilmoituksen ja pyytänyt apua asiantuntijoilta.'],
    ['Nokia irtisanoo Oulussa kaksisataa työntekijää', 'Verkkoyhtiö Nokia vähentää Oulun toimipisteestä kaksisataa työpaikkaa ensi kesään mennessä.', 'Luottamusmiehet pitävät päätöstä yllätyksenä.'],
    ['Leijonat voitti Ruotsin jatkoajalla', 'Suomi kaatoi Ruotsin Tampereella jatkoajalla ja eteni välieriin.', 'Päävalmentaja kiitti maalivahtia. Seuraava vastustaja on Kanada.'],
  ),
  it(
    'hu',
    ['Hackerek bénították meg a debreceni kórházat', 'A debreceni kórház rendszerei hétfő óta nem működnek. A betegeket papíron veszik fel.', 'Az igazgató feljelentést tett, a műtéteket pénteken folytatják.'],
    ['Új gyárat épít a BMW Debrecen mellett', 'A német BMW kétezer embernek ad munkát az új üzemben, amely jövőre nyílik meg.', 'A beruházás értéke kétmilliárd euró.'],
    ['Milák Kristóf aranyérmet nyert Párizsban', 'A magyar úszó országos csúccsal győzött száz méteren a párizsi versenyen.', 'Az edzője szerint még tovább javulhat.'],
  ),
  it(
    'sv',
    ['Cyberattack slår ut Göteborgs hamn', 'Hamnens datorer i Göteborg har legat nere sedan i måndags. Containrar lastas med papper och penna.', 'Polisen utreder händelsen och hamnen hoppas vara igång på fredag.'],
    ['Volvo varnar för lägre vinst', 'Lastbilstillverkaren Volvo räknar med att vinsten sjunker under årets andra halva.', 'Aktien föll med fem procent på Stockholmsbörsen.'],
    ['Sarah Sjöström tog guld i Rom', 'Sarah Sjöström vann femtio meter fritt och tog sin tionde medalj.', 'Hon tänker fortsätta till nästa OS.'],
  ),
]
