// Reads what an administrator may edit for detection: thresholds and holidays, from data/sense.
import { readDataset } from '#platform/dataset.ts'
import { compileHolidays, type HolidayCalendar, HolidaysData } from '../rules/holidays.ts'
import { ThresholdsData } from '../rules/thresholds.ts'

export function readStandards(): ThresholdsData {
  return readDataset(ThresholdsData, 'sense/thresholds.json')
}

export function readHolidays(): HolidayCalendar {
  return compileHolidays(readDataset(HolidaysData, 'sense/holidays.json'))
}
