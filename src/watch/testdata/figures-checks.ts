// Texts for the consistency checks: the four stories that do not add up or leave something to follow, in other words and
// orders; sums that are in order; and ordinary news full of numbers that must raise nothing.
export interface Wording {
  story: string
  language: string
  text: string
  /** Kind and result of every `check` and `info`, nothing else. */
  raises: string[]
  /** A piece of the detail. */
  shows: string
}

const solar = { story: '7', language: 'en', raises: ['parts-total check'], shows: '400 MW' }
const jobs = { story: '8', language: 'en', raises: ['share-base check'], shows: '20,588' }
const round = { story: '2', language: 'en', raises: ['running-total info'], shows: '110,000,000' }
const fine = { story: '6', language: 'en', raises: ['currency-pair info'], shows: '116.6' }

export const wordings: Wording[] = [
  {
    story: 'parts',
    language: 'en',
    raises: ['parts-total check'],
    shows: '300 against 310',
    text: 'The grid company exchanged 310 workstations after the intrusion: 120 in the south, 95 in the north and 85 at its harbour site. The work took two weeks.',
  },
  {
    story: 'parts',
    language: 'en',
    raises: [],
    shows: '',
    text: 'The grid company exchanged 300 workstations after the intrusion: 120 in the south, 95 in the north and 85 at its harbour site. It has 9 offices: 2 in May were closed.',
  },
  {
    ...round,
    text: 'Quantum Machines raises $170 million for its controllers\nThe Israeli company said on Tuesday it had raised $170 million in a mid-stage round, bringing what it has raised to date to a total of $280 million. PSG Equity led the round.',
  },
  {
    ...solar,
    text: 'Microsoft and EDP Renewables sign solar deal\nMicrosoft has agreed to buy power from three large-scale solar projects that EDP Renewables runs in the United States, totalling 389MW. Two of them are in Illinois: a 140MW plant in Jacksonville and a 110MW plant close to Jerseyville. The third, with 150MW, is outside Austin in Texas. They entered service between November and December.',
  },
  {
    ...solar,
    text: 'A 150-megawatt solar plant near Austin, Texas, and two in Illinois, with 140 megawatts at Jacksonville and 110 megawatts by Jerseyville, will feed the data centres of Microsoft. Combined, the agreements cover 389 megawatts, EDP Renewables said on Thursday.',
  },
  {
    ...solar,
    text: 'EDP Renewables will sell Microsoft the certificates as well as the electricity. Its site at Jacksonville has a capacity of 140 MW. The one near Jerseyville has 110 MW. A third, in the neighbourhood of Austin, adds 150 MW. Altogether the contract is for 389 MW.',
  },
  {
    ...solar,
    text: 'Solar power for artificial intelligence\nThe contract covers 389 MW in all, spread over Jacksonville (140 MW), Jerseyville (110 MW) and Austin (150 MW). It is the latest of five between the two firms, and data centres need ever more electricity.',
  },
  {
    ...solar,
    text: 'The portfolio has a combined capacity of three hundred and eighty-nine megawatts: one hundred and forty megawatts at Jacksonville, one hundred and ten megawatts near Jerseyville, and one hundred and fifty megawatts near Austin.',
  },
  {
    ...solar,
    language: 'de',
    text: 'Microsoft kauft Solarstrom von EDP Renewables. Insgesamt geht es um 389 MW: 140 MW in Jacksonville, 110 MW bei Jerseyville und 150 MW bei Austin in Texas.',
  },
  {
    ...solar,
    language: 'fr',
    text: "Microsoft achète de l'électricité solaire à EDP Renewables, pour 389 MW au total : 140 MW à Jacksonville, 110 MW près de Jerseyville et 150 MW près d'Austin.",
  },
  {
    ...solar,
    language: 'es',
    text: 'Microsoft compra energía solar a EDP Renewables. Las plantas suman 389 MW en total: 140 MW en Jacksonville, 110 MW cerca de Jerseyville y 150 MW cerca de Austin.',
  },
  {
    ...jobs,
    text: 'Workday is laying off about 1,750 employees, equivalent to 8.5% of its workforce, as it invests in artificial intelligence. As of 31 January last year the company had around 18,800 employees. Shares rose more than 4%.',
  },
  {
    ...jobs,
    text: 'Workday said it would reduce its headcount by 8.5 percent, which is about 1,750 positions. The maker of personnel software, which employed some 18,800 people in January last year, expects charges of up to $270 million, $60 million to $70 million of which will fall in the fourth quarter.',
  },
  {
    ...jobs,
    text: 'Software group cuts jobs\nSome 8.5% of staff will have to leave Workday. Chief executive Carl Eschenbach told employees that the cuts would hit around 1,750 jobs. Investors liked it and the shares gained 4%. At the end of January last year the company had a workforce of about 18,800 people.',
  },
  {
    ...jobs,
    text: 'With a staff of roughly 18,800 as of January last year, according to its annual report, Workday counts among the larger software firms. It now intends to cut 1,750 jobs (8.5% of the workforce). Paychex is to buy Paycor for $4.1 billion.',
  },
  {
    ...jobs,
    text: 'Around 1,750 of its 18,800 employees, or 8.5%, will lose their jobs at Workday.',
  },
  {
    ...jobs,
    language: 'de',
    text: 'Workday streicht rund 1.750 Stellen, das sind 8,5 Prozent der Belegschaft. Im Januar des Vorjahres hatte der Softwarekonzern etwa 18.800 Mitarbeiter.',
  },
  {
    ...jobs,
    language: 'fr',
    text: "Workday va supprimer environ 1 750 postes, soit 8,5 % de ses effectifs. L'éditeur comptait quelque 18 800 salariés en janvier de l'année dernière.",
  },
  {
    ...round,
    text: 'Quantum Machines raises fresh money\nThe Israeli company closed a $170 million Series C round led by PSG Equity, with Intel Capital taking part. Total funding now stands at $280 million. IBM and Google have passed 1,000 qubits.',
  },
  {
    ...round,
    text: 'Investors including Intel Capital have put $170m into Quantum Machines. That takes the total amount that the start-up has raised to $280m, it said.',
  },
  {
    ...round,
    text: 'With $280 million raised to date, Quantum Machines belongs to the best funded names in its field. The latest financing, a round of $170 million with PSG Equity in the lead, was announced on Tuesday.',
  },
  {
    ...round,
    text: 'Quantum Machines, a maker of control systems, has secured 170 million dollars in new financing, lifting its overall funding to 280 million dollars.',
  },
  {
    ...fine,
    text: 'A court in Moscow ordered Google to pay a fine of 3.8m roubles (£32,600) over videos on YouTube. The company has been fined many times before.',
  },
  {
    ...fine,
    text: 'Google has to pay £32,600 (3.8 million rubles) because clips on YouTube told Russian soldiers how to give themselves up, a Russian court ruled.',
  },
  {
    ...fine,
    text: 'The fine, of 3.8 million roubles or around £32,600, is one of many. President Vladimir Putin has accused Google of serving Washington.',
  },
  {
    ...fine,
    text: 'Russian judges set the penalty at RUB 3.8 million, the equivalent of £32,600. YouTube has become slow in the country.',
  },
  {
    ...fine,
    language: 'de',
    text: 'Ein russisches Gericht verurteilte Google zu einer Strafe von 3,8 Millionen Rubel, umgerechnet rund 32.600 Pfund.',
  },
  { ...solar, text: "EDPR signs Microsoft up for solar power\nEDP Renewables North America said it had concluded long-term virtual power purchase agreements with Microsoft for 389 MWac from three new solar parks. The 140 MW Wolf Run park is at Jacksonville and the 110 MW Hickory park near Jerseyville, both in Illinois, while the 150 MW Cattlemen park lies close to Austin in Texas." },
  { ...solar, text: "Microsoft takes renewable energy credits from three utility-scale facilities in a deal for 389 megawatts (MW). Jacksonville brings 140 MW, Jerseyville 110 MW, Austin 150 MW." },
  { ...solar, text: "Of the 389 MW in the package, 140 MW come from Jacksonville, 110 MW from Jerseyville and 150 MW from Austin." },
  { ...solar, text: "Microsoft is to buy electricity from a trio of American solar farms: Jacksonville (140 megawatts), Jerseyville (110 megawatts) and one near Austin (150 megawatts). The total is given as 389 megawatts." },
  { ...solar, text: "The projects, which began operating late last year, sum to 389 megawatts of capacity. Two lie in Illinois and have 140 megawatts and 110 megawatts; the Texan one has 150 megawatts." },
  { ...jobs, text: "Workday plans to dismiss 1,750 workers. That is 8.5% of its workforce, the company said in a filing. It had approximately 18,800 employees at the end of January 2024, another filing shows." },
  { ...jobs, text: "The company is parting with 8.5% of its employees - some 1,750 people. A year ago its payroll stood at about 18,800 people." },
  { ...jobs, text: "Workday to axe 1,750 roles in AI push\nThe cuts amount to 8.5 per cent of the workforce. Workday, based in California, employed around 18,800 staff in January last year." },
  { ...jobs, text: "Roughly 1,750 positions, 8.5% of the total workforce, are to go at Workday, which listed 18,800 employees as of January 31 last year." },
  { ...jobs, text: "About 1,750 people, representing about 8.5% of Workday's headcount, will be let go. The group had about 18,800 workers as of January of last year." },
  { ...round, text: "The $170m round takes the total raised by Quantum Machines to $280m." },
  { ...round, text: "Quantum Machines, which has now raised $280 million in total, announced a new round worth $170 million on Tuesday." },
  { ...round, text: "The start-up got $170 million from investors. Altogether it has raised $280 million since it was founded." },
  { ...round, text: "Quantum Machines' Series C of $170 million was led by PSG Equity and brings funding so far to $280 million." },
  { ...fine, text: "Google was ordered to pay 3.8m roubles - about £32,600 - by a Russian court." },
  { ...fine, text: "The court imposed a penalty of 3,800,000 rubles (around £32,600)." },
  { ...fine, text: "A Russian court's fine, equivalent to £32,600 (3.8 million Russian roubles), is small for Google." },
  { ...fine, text: "Google must pay 3.8 million roubles, which is about £32,600, for videos." },
  { ...solar, text: "Microsoft has struck agreements with EDP Renewables covering output and certificates of solar plants in Illinois and Texas. With 389 MW, the package lifts their joint projects to five. Jacksonville has a plant of 140 MW, Jerseyville one of 110 MW. Another of 150 MW stands outside Austin. Together the three started up in November and December." },
  { ...solar, text: "Three solar parks, 389 MW: Jacksonville (140), Jerseyville (110) and Austin (150) will supply Microsoft." },
  { ...solar, text: "Microsoft buys 389 MW of solar\nEDP Renewables will provide it from three plants. They have capacities of 140 MW, 110 MW and 150 MW." },
  { ...jobs, text: "Some 1,750 employees will lose their jobs at Workday. The cut is equal to 8.5% of the workforce. Workday had a headcount of 18,800 in January last year." },
  { ...jobs, text: "Workday, whose workforce numbered about 18,800 in January of last year, is shedding 8.5% of it, which means around 1,750 jobs." },
  { ...jobs, text: "In a memo to staff, Carl Eschenbach said that 1,750 colleagues (8.5% of employees) must go; the firm employed roughly 18,800 people as of January last year." },
  { ...round, text: "Investors led by PSG Equity gave Quantum Machines $170 million; the firm has raised a total of $280 million." },
  { ...round, text: "A $170 million investment round closed by Quantum Machines means that its funding to date totals $280 million." },
  { ...fine, text: "Google faces a bill of 3.8 million Russian rubles (or roughly 32,600 British pounds)." },
  { ...fine, text: "3.8 million roubles, the equivalent of about £32,600, is what Google has to pay." },
  { ...solar, text: "Jacksonville, Jerseyville and Austin: from these three places EDP Renewables will send Microsoft solar power. The sites are rated 140 MW, 110 MW and 150 MW respectively, and the firms put the whole at 389 MW." },
  { ...solar, text: "EDP Renewables and Microsoft have agreed on the sale of 389 megawatts. In Illinois, the plants at Jacksonville and near Jerseyville contribute 140 and 110 megawatts; in Texas, the one near Austin contributes 150." },
  { ...solar, text: "A plant of 140 MW in Jacksonville, another of 110 MW close to Jerseyville, and one of 150 MW in the Austin area make up the 389 MW deal." },
  { ...jobs, text: "The cuts hit 8.5% of Workday's 18,800 employees, or about 1,750 people." },
  { ...jobs, text: "Job losses at Workday: 1,750 of about 18,800 staff will be let go, the company said, or 8.5%." },
  { ...round, text: "Quantum Machines raised $170m, its largest round. It has now raised $280m." },
  { ...fine, text: "YouTube owner Google was fined 3.8m roubles, or £32,600, by a Moscow court." },
]

/** Sums that are in order: nothing but `agrees`, and at least the one named. */
export const inOrder: { text: string; agrees: string }[] = [
  {
    text: 'Three wind farms with a combined 400 MW will be built: 140 MW in the north, 110 MW in the west and 150 MW offshore.',
    agrees: 'parts-total',
  },
  {
    text: 'The ministry spent a total of $4.1 billion: $1.2 billion on roads, $0.8 billion on rail and $2.1 billion on ports.',
    agrees: 'parts-total',
  },
  {
    text: 'A total of 21 people were on board, 12 men and 9 women.',
    agrees: 'parts-total',
  },
  {
    text: 'The bank will cut 500 jobs, or 5% of its workforce. It has about 10,000 employees in all.',
    agrees: 'share-base',
  },
  {
    text: 'Some 450 of the 1,200 schools, or 37.5%, had no network for a day.',
    agrees: 'share-base',
  },
  {
    text: 'Breach hits 55,000 customers\nThe operator said that the data of 55,447 customers had been copied.',
    agrees: 'headline-body',
  },
  {
    text: 'The repairs will cost up to 90 million euros, of which 40 to 50 million euros fall into this year.',
    agrees: 'parts-total',
  },
  {
    text: 'The start-up had previously raised $110 million. The new round of $170 million brings its total funding to $280 million.',
    agrees: 'running-total',
  },
  {
    text: 'The German election is on 23 February. The court will hear the case on 27 February, too late for the vote.',
    agrees: 'date-order',
  },
]

/** Sums that are not in order, of other kinds than in the stories. */
export const offSums: { text: string; raises: string }[] = [
  {
    text: 'A total of 30 people were hurt, 12 men, 9 women and 11 children.',
    raises: 'parts-total check',
  },
  {
    text: 'The repairs will cost up to 90 million euros, of which 120 million euros fall into this year.',
    raises: 'parts-total check',
  },
  {
    text: 'Some 450 of the 1,200 schools, or 45%, had no network for a day.',
    raises: 'share-base check',
  },
  {
    text: 'The start-up had previously raised $130 million. The new round of $170 million brings its total funding to $280 million.',
    raises: 'running-total check',
  },
  {
    text: 'Breach hits 65,000 customers\nThe operator said that the data of 55,447 customers had been copied.',
    raises: 'headline-body check',
  },
  {
    text: 'The German election is on 23 February. The court will hear the case on 20 February, too late for the vote.',
    raises: 'date-order check',
  },
  {
    text: 'The fine of 3.8 million roubles (£32,600) follows one of 5 million roubles (£52,600) last year.',
    raises: 'currency-pair check',
  },
]

/** Ordinary news with many numbers. */
export const ordinary: string[] = [
  'The city council adopted a budget of 1.9 billion euros on Tuesday. Schools receive 420 million euros, transport 310 million and housing 150 million. Last year the budget was 1.8 billion euros.',
  'Bayern won 3-1 in front of 75,000 spectators. The striker scored twice within 12 minutes and has 21 goals this season, five more than last year. The club is six points ahead after 24 matches.',
  'Heavy rain fell on the coast, with 85 mm in six hours. Winds reached 110 km/h. Temperatures will drop to 12 degrees Celsius by Friday, from 24 degrees on Wednesday, and 40 mm more rain is expected.',
  'With 98 percent of ballots counted, the centre-left had 31.4 percent, the conservatives 28.9 percent and the liberals 11.2 percent. Turnout was 67 percent, against 71 percent four years ago. The parliament has 200 seats.',
  'The carmaker reported revenue of $42.3 billion, up 6%, and net profit of $2.1 billion. It sold 1.1 million cars in the quarter, of which 210,000 were electric. It expects to sell between 4.3 and 4.5 million this year.',
  'Unemployment fell to 5.9 percent in March. Some 2.8 million people were out of work, 45,000 fewer than in February. The labour office counted 640,000 vacancies.',
  'The central bank raised its key rate by 25 basis points to 4.25 percent. Inflation stood at 3.1 percent, above the target of 2 percent. Analysts expect two more steps this year.',
  'A fire in a warehouse destroyed goods worth 3 million euros. About 120 firefighters with 30 vehicles fought the flames for nine hours. Two people were slightly injured.',
  'The airline carried 12.4 million passengers in the first half, up 8% from 11.5 million. It operates 140 aircraft to 95 destinations and employs 9,300 people. It ordered 25 new jets for $2.8 billion.',
  'The bridge is 840 metres long and 32 metres wide. It cost 96 million euros, 14 million more than planned, and carries 60,000 vehicles a day on six lanes.',
  'Shares in the chip maker rose 7% to $128.40, valuing the company at $310 billion. Sales rose 22% to $6.1 billion and it expects $6.4 billion to $6.6 billion in the current quarter.',
  'The ministry recorded 14,200 traffic accidents in the region, in which 87 people died and 1,940 were badly hurt. In 2023 there were 92 deaths.',
  'Three ministers resigned on Monday. The prime minister, who has 81 of 150 seats behind him, said he would name successors within five days.',
  'The company will invest $1.2 billion in two plants in Poland and create 2,300 jobs. It already employs 5,100 people in the country and 48,000 worldwide.',
  'The utility runs 18 wind farms with 1,200 MW and 6 solar parks with 300 MW. It plans another 450 MW by 2027 and will spend 700 million euros on them.',
  'The museum counted 1.3 million visitors, 200,000 more than a year earlier. A ticket costs 14 euros, or 8 euros for students. About 40% of visitors came from abroad.',
  'A total of 45 people were taken to hospital, including 12 children. Eight were in a serious condition. The coach had 52 seats and was 9 years old.',
  'Police arrested 23 suspects in five countries and seized 340 kilograms of cocaine, 14 cars and 1.2 million euros in cash. In all, 400 officers took part in 60 raids.',
  'The retailer closes 70 of its 900 stores and cuts 3,500 jobs. Sales fell by 4% to 6.2 billion euros. It had a loss of 210 million euros, after a profit of 35 million.',
  'The marathon drew 38,000 runners from 120 countries. The winner needed 2 hours and 5 minutes for the 42.195 kilometres and received 50,000 dollars.',
  'Harvest estimates rose to 21.4 million tonnes of wheat and 3.8 million tonnes of rapeseed. Farmers got 210 euros a tonne, 15 euros less than in May.',
  'The telecoms group signed up 310,000 new mobile customers and 45,000 for fixed lines. It now has 46 million customers. Revenue came to 7.1 billion euros, and debt to 28 billion.',
  'The hospital has 640 beds and treats 31,000 patients a year. A new wing with 120 beds will open in 2026 and cost 85 million euros, of which the state pays 60 million.',
  'The attack reached 3.8 Tbps and 2.1 billion packets per second. It came from 120,000 devices in 90 countries and lasted 65 seconds. The previous record was 3.47 Tbps.',
  'Intruders copied 1.4 TB of data, among them 220,000 passport numbers and 96,000 bank accounts. The group demanded $5 million and later $2.5 million. Some 3.1 million customers were told.',
  'The president won 54.2 percent of 21 million votes, her rival 45.8 percent. In the capital she had 61 percent. Turnout was 74 percent.',
  'The storm left 300,000 homes without power, 120,000 of them in Brittany. By evening 180,000 had been connected again. Engineers repaired 45 lines.',
  'Parliament passed the law with 310 votes to 280. Fines go up to 4% of turnover or 20 million euros. Firms with more than 250 employees have 18 months.',
  'The fund returned 8.4% last year and manages 1.6 trillion dollars. It holds 9,000 companies and owns on average 1.5% of each. Fees were 0.04%.',
  'Passenger numbers at the airport rose by 6% to 5.4 million in July. There were 36,000 take-offs and landings, and 170,000 tonnes of freight, down 2%.',
  'The bank set aside 900 million dollars for bad loans, up from 620 million. Its profit fell 12% to 3.3 billion. It will cut 1,500 jobs. The rival bank, with 60,000 employees, is cutting 4% of its staff.',
  'The quake had a magnitude of 6.4 and struck at a depth of 12 kilometres, 40 kilometres from the city of 300,000 people. At least 31 people died and 450 were injured. The toll may rise.',
  'The home team led 54-41 at the break and won 102-96. The guard scored 31 points, took 8 rebounds and gave 11 assists in 38 minutes. It was the seventh win in ten games.',
  'Rents rose by 5.2% to 13.80 euros per square metre. A flat of 70 square metres costs 966 euros on average. The city needs 20,000 new flats a year, but 8,700 were built.',
  'The start-up raised $40 million from five investors. It has 120 employees in Berlin and Paris and wants to hire 80 more. Its sales doubled to $12 million.',
  'The government will borrow 45 billion euros next year, 6 billion less than planned. Spending rises to 490 billion euros. Defence gets 53 billion, research 22 billion.',
  'Shipments of phones fell 3% to 289 million. The leader had a share of 20.8%, the second 17.3% and the third 14.1%. Average prices rose to $341.',
  'The reservoir holds 45 million cubic metres and is 62% full. It supplies 400,000 people. Consumption is 130 litres per person and day.',
  'The ship is 366 metres long and carries 15,000 containers. It left with 24 crew and 9,400 containers and burns 150 tonnes of fuel a day at 22 knots.',
  'The court gave the former manager six years and ordered him to pay 1.7 million euros. Two others got three years each. Investors had lost 220 million euros in all, 80 million of it in Austria and 30 million in Germany.',
  'The vaccine was 91% effective in a trial of 30,000 people. There were 8 cases among those with the vaccine and 86 among the others. The company can make 50 million doses this year and up to 1.3 billion next year.',
  'Analysts had expected sales of $9.8 billion. The firm reported total sales of $10.1 billion, with $6.2 billion from hardware and $2.9 billion from services, and raised its dividend to 42 cents.',
  'The railway will buy 60 trains for 1.1 billion euros, with 40 for long distances and 20 for regions. Each has 450 seats and runs at 250 km/h. The first ones come in 2028.',
  'In total, 1,200 delegates from 85 countries met for three days. They passed 14 resolutions, two more than last year. The meeting cost 4 million francs.',
  "The two airlines together carry 74 million passengers. The larger one carried 46 million last year, the smaller 31 million in 2022.",
  "Combined sales of the three brands were 4.1 billion euros, with 1.8 billion from cars, 1.1 billion from vans and the rest from parts.",
  "In total the region has 1,400 MW of wind power. A 300 MW farm opened in May and a 250 MW farm will follow.",
  "The operator's fleet totals 2,100 MW. It will add 400 MW in Spain, 350 MW in Italy and 200 MW in Greece by 2027.",
  "The grid lost 1,200 MW within seconds when two plants of 700 MW and 600 MW tripped.",
  "Demand peaked at 58 GW on Monday, with wind supplying 21 GW, solar 12 GW and gas 19 GW, the operator said. Nuclear plants added 7 GW.",
  "The league table: Rovers 45 points, United 43 points, City 40 points, with 38 games played in total.",
  "Three hospitals with a total of 1,850 beds will merge. The largest has 900 beds.",
  "The four suspects, aged 19, 22, 31 and 40, were fined a total of 12,000 euros.",
  "The company, which has 4,500 employees, will cut 10% of its staff in Germany, where 1,200 people work.",
  "About 300 jobs will go in Leeds and 150 in York. The group employs 22,000 people and cut 3% of its workforce last year.",
  "Some 60% of the 2,400 workers voted for the strike, and 800 voted against.",
  "The survey of 1,500 firms found that 42% had been attacked; 610 had paid a ransom.",
  "Turnout was 52% among 3.4 million registered voters, and 1.7 million valid votes were counted.",
  "He bought the flat for 240,000 euros and sold it for 310,000 dollars.",
  "The bank raised 500 million euros in bonds and has a total debt of 12 billion euros.",
  "Since 2019 it has raised prices four times, by 12% in all; the last increase was 3%.",
  "The fund raised $2 billion, bringing assets under management to $15 billion.",
  "The two lakes cover 320 km² and 180 km². Together with the marshes the park has an area of 700 km².",
  "The package of 750 million euros includes 300 million for roads, 200 million for schools and 150 million for hospitals.",
  "The trip of 1,200 km takes two days, with stops after 350 km, 620 km and 900 km.",
  "The storm dumped 40 mm on Vienna, 55 mm on Graz and 62 mm on Linz, and a total of 180 mm fell in the Alps.",
  "Each of the three satellites weighs 800 kg and the rocket can lift 2,600 kg.",
  "In the first half profit was 1.2 billion, in the second 1.5 billion. The full-year total of 2.6 billion was slightly below forecasts.",
  "The country has 83 million people, of whom 18 million are over 65 and 14 million under 18.",
  "The tournament has 32 teams in eight groups, and 64 matches will be played in 12 stadiums with 48,000 seats on average.",
  "A basket of bread, milk and eggs cost 9.80 euros in all, 1.20 euros more than a year ago.",
  "The network blocked 21.3 million attacks in 2024, 53% more than in 2023, of which 6.9 million were in the fourth quarter.",
  "The agency took on 40 staff, or 8% more, and now has a staff of 520.",
  "Of its 1,900 branches, the bank will close 230, or 12%, by June.",
  "The vote was 61 to 39 in the 100-seat chamber.",
  "The parties hold 120, 95 and 41 seats in the 299-seat house.",
  "The city registered 1,240 break-ins, 310 robberies and 95 assaults with weapons, 6% fewer crimes in all than in 2023.",
  "The exhibition shows 240 works by 60 artists from 25 countries. It cost 3 million euros, two thirds of it from sponsors.",
  "Renewables supplied 62% of power: wind 33%, solar 14%, biomass 9% and water 5%.",
  "The server farm draws 90 MW, as much as a town of 80,000 people; a second building will draw 60 MW and a third 45 MW.",
  "The insurer expects claims between 150 and 200 million euros from the hail; the storm in May had cost 175 million.",
]
