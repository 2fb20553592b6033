// One headline and one sentence in each official language of the Union, in Ukrainian and in Russian.
export interface Spoken {
  code: string
  headline: string
  sentence: string
}

const it = (code: string, headline: string, sentence: string): Spoken => ({ code, headline, sentence })

export const spoken: Spoken[] = [
  it('bg', 'Хакери спряха сайта на пощите', 'Министърът заяви в сряда, че пощенските клонове ще работят с хартиени бланки, докато системата бъде възстановена.'),
  it('cs', 'Nemocnice odkládá operace kvůli výpadku', 'Mluvčí nemocnice řekla, že pacienti, kteří mají termín tento týden, dostanou zprávu do čtvrtka.'),
  it('da', 'Vandværk ramt af hackere i nat', 'Borgmesteren siger, at hanerne stadig virker, men at målerne ikke længere sender tal til kommunen.'),
  it('de', 'Stadtwerke nach Angriff vom Netz', 'Der Betreiber will die Rechner bis Freitag neu aufsetzen und hat Anzeige gegen Unbekannt erstattet.'),
  it('el', 'Επίθεση στο σύστημα του λιμανιού', 'Οι φορτώσεις συνεχίζονται με χαρτί και μολύβι, είπε εκπρόσωπος της λιμενικής αρχής στους δημοσιογράφους.'),
  it('en', 'Port goes back to paper after hack', 'Lorries waited for hours outside the gates while clerks wrote out every consignment note by hand.'),
  it('es', 'Un fallo deja sin citas a tres hospitales', 'La consejería explicó que los pacientes recibirán una nueva fecha por teléfono antes de que acabe la semana.'),
  it('et', 'Haigla arvutid seisid terve öö', 'Patsiente võeti vastu paberil ja homme otsustatakse, kas plaanilised lõikused lükatakse edasi.'),
  it('fi', 'Sairaalan järjestelmät kaatuivat yöllä', 'Potilaille soitetaan uudesta ajasta, ja kiireelliset leikkaukset tehdään naapurikunnan sairaalassa.'),
  it('fr', 'La mairie privée de messagerie depuis lundi', "Les agents notent les demandes sur papier et promettent de les saisir dès que le réseau sera rétabli."),
  it('ga', 'Ionsaí ar ríomhairí an ospidéil', 'Dúirt urlabhraí go mbeidh na coinní go léir curtha siar go dtí an tseachtain seo chugainn.'),
  it('hr', 'Hakeri srušili stranice gradske uprave', 'Građani će račune moći platiti na šalteru, a uprava najavljuje da će sustav proraditi tijekom tjedna.'),
  it('hu', 'Leállt a kórház rendszere éjjel', 'A betegeket papíron veszik fel, és a műtéteket a jövő hétre halasztják, mondta az igazgató.'),
  it('it', 'Ospedale in tilt, rinviate le visite', 'I medici scrivono le cartelle a mano e la direzione spera di riaprire gli sportelli entro venerdì.'),
  it('lt', 'Ligoninės sistemos neveikė visą naktį', 'Pacientai registruojami ant popieriaus, o planinės operacijos nukeltos į kitą savaitę, sakė direktorė.'),
  it('lv', 'Slimnīcas datori nedarbojās visu nakti', 'Pacientus reģistrē uz papīra, un plānotās operācijas pārceltas uz nākamo nedēļu, sacīja direktore.'),
  it('mt', 'Is-sistema tal-isptar waqfet matul il-lejl', 'Il-pazjenti qed jiġu rreġistrati fuq il-karta u l-operazzjonijiet ġew posposti għall-ġimgħa d-dieħla.'),
  it('nl', 'Haven weer aan het werk met pen en papier', 'De vrachtwagens stonden urenlang te wachten omdat elke vrachtbrief met de hand geschreven moest worden.'),
  it('pl', 'Szpital odwołuje zabiegi po awarii', 'Pacjenci dowiedzą się o nowym terminie telefonicznie, a dyrekcja liczy, że system ruszy przed weekendem.'),
  it('pt', 'Câmara sem correio eletrónico há três dias', 'Os funcionários anotam os pedidos em papel e contam recuperar os ficheiros até ao fim da semana.'),
  it('ro', 'Spitalul amână operațiile după o pană', 'Pacienții vor fi anunțați telefonic, iar conducerea speră ca sistemul să funcționeze până vineri.'),
  it('sk', 'Nemocnica odkladá operácie pre výpadok', 'Hovorkyňa povedala, že pacienti, ktorí majú termín tento týždeň, dostanú správu do štvrtka.'),
  it('sl', 'Hekerji ohromili spletno stran občine', 'Občani bodo lahko račune plačali na okencu, uprava pa obljublja, da bo sistem spet deloval še ta teden.'),
  it('sv', 'Vattenverk slogs ut av hackare', 'Kommunen säger att kranarna fungerar som vanligt men att mätarna inte längre skickar några siffror.'),
  it('uk', 'Хакери зупинили сайт пошти', 'Міністр заявив у середу, що відділення працюватимуть із паперовими бланками, доки систему не відновлять.'),
  it('ru', 'Хакеры остановили сайт почты', 'Министр заявил в среду, что отделения будут работать с бумажными бланками, пока систему не восстановят.'),
]
