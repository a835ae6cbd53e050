// Goes with the first test of this module.
