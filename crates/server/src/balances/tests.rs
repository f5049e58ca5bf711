mod adding_up;
mod digits;
